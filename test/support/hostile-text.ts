import { schemaPlaces, type SchemaNode } from './schema-places.ts';

/** What strangers can write into a log so that a report of it does something. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '</script></style></title></textarea><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)' x='",
  '<svg/onload=alert(1)> <!-- ]]> --> &lt;b&gt; &#x3c;',
  'javascript:alert(1) data:text/html,<b>',
  '\u001b[2J\u001b]0;owned\u0007\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\',
  '\u009b31mred\u0085next\u0090q\u009c',
  'alice\u202egnp.exe\u2066\u200f\u061c\u200b\ufeff',
  'a\u0000b\u0008\u007f',
  '\ud800 and \udc00x',
  'a\u2028b\u2029c\u000bd\u000ce',
  "=cmd|'/c calc'!A1",
  ' "=1+1',
  '＝1+1',
  '@SUM(A1)',
  '-1+1',
  '\t=1',
  '\r=1',
  'x;=1+1;"@y\n=2\t-3,=4',
  '[here](http://evil.example) ![pixel](http://evil.example/p.png)',
  '[ref]: http://evil.example "x"',
  '<http://evil.example> <alice@evil.example>',
  'http://evil.example www.evil.example ftp://evil.example mailto:a@evil.example evil.example',
  '@octocat #1 GH-1 octocat/repo#1 PROJ-123 :smile: $x$ [^1]',
  '# heading\n\n## another\n\n- item\n1. item\n\n> quote\n\n---\n\n    code',
  '```\nout of the fence\n```\n~~~\nand this\n~~~',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '- x',
  '1. x',
  '+',
  '===',
  '**bold** __bold__ *x* _x_ ~~x~~ `x` ``y`` ```',
  '`'.repeat(40),
  '\\` \\[x](http://evil.example) \\',
  '{"type":"attempt"}\n{"type":"cause"}',
  '{{x}} ${x} <%= x %> %s %n',
];

/** Text that no report has room for. */
export const longText: string = `<b>${'A'.repeat(50_000)} ${'x '.repeat(20_000)}`;

const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * A value in which all text is another one: every string that its schema leaves open, but for times, which are written by
 * the program itself. What the schema does not yet know cannot be forgotten here.
 */
export function withText<T>(schema: SchemaNode, value: T, text: string): T {
  const copy = structuredClone(value);
  for (const { path, schema: node, value: old } of schemaPlaces(schema, value)) {
    if (typeof old !== 'string' || node.enum || node.const !== undefined || isTime.test(old)) continue;
    const last = path.at(-1);
    if (last === undefined) continue;
    let parent: unknown = copy;
    for (const key of path.slice(0, -1)) parent = (parent as Record<string | number, unknown>)[key];
    (parent as Record<string | number, unknown>)[last] = text;
  }
  return copy;
}
