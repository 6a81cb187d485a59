import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { diffRenderers, formatsByEnding, reportRenderers, type Renderers } from '../../src/render.ts';
import { hostileTexts, longText, withText } from '../support/hostile-text.ts';
import { inertness, type Inertness } from '../support/inert.ts';
import type { SchemaNode } from '../support/schema-places.ts';
import { diffOf, sampleReport } from './diff/make.ts';
import { packOf, reportWith } from './sample-report.ts';

const schemaOf = (name: string): SchemaNode =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as SchemaNode;
const [reportSchema, diffSchema] = [schemaOf('report'), schemaOf('diff')];

const symptom: Report['symptom'] = {
  code: 'x',
  extended: 'x',
  at: '2026-03-01T10:00:00.000000Z',
  user: 'x',
  client: 'x',
  matched: 'x',
  cause: 'x',
  fits: 'no',
  text: 'x',
};
const tool = reportWith().tool;
const reports: readonly Report[] = [
  { ...reportWith('alice'), symptom },
  { ...sampleReport('gateway-refusal'), tool, redacted: 'x', packs: [packOf(reportWith('alice'))] },
];
const { outside } = diffOf(sampleReport('healthy-day'), sampleReport('gateway-refusal'));
const diff = {
  ...diffOf(sampleReport('healthy-day'), sampleReport('0x904-unreadable-key')),
  ...(outside && { outside }),
};

async function rendered<T>(renderers: Renderers<T>, format: string, value: T): Promise<string> {
  const render = await renderers[format]?.();
  return [...(render?.(value, { color: false, width: 80 }) ?? [])].join('');
}

const checkOf = (format: string): Inertness => {
  const check = inertness[format];
  if (!check) throw new Error(`nobody has looked at what hostile text does in ${format}`);
  return check;
};

/** A reference that is an address is a link by right, wherever it leads. */
const harmlessFor = (text: string): string => (/^https?:/.test(text) ? 'https://example.com' : 'alice');

describe.each(Object.keys(reportRenderers))('a report as %s', (format) => {
  test.each([...hostileTexts, longText].map((text) => [text.slice(0, 40), text]))(
    'with %j for every text is inert',
    async (_, text) => {
      for (const report of text === longText ? reports.slice(0, 1) : reports) {
        const hostile = await rendered(reportRenderers, format, withText(reportSchema, report, text));
        const harmless = await rendered(
          reportRenderers,
          format,
          withText(reportSchema, report, harmlessFor(text)),
        );
        expect(checkOf(format)(hostile, harmless, [text]).join('\n')).toBe('');
      }
    },
  );
});

describe.each(Object.keys(diffRenderers))('a comparison as %s', (format) => {
  test('is inert with any text', async () => {
    const harmless = await rendered(diffRenderers, format, withText(diffSchema, diff, 'alice'));
    for (const text of hostileTexts) {
      const hostile = await rendered(diffRenderers, format, withText(diffSchema, diff, text));
      expect(checkOf(format)(hostile, harmless, [text]).join('\n'), text).toBe('');
    }
  });
});

test('every ending is that of a format', () => {
  const formats = Object.values(formatsByEnding);
  expect(formats.filter((format) => !(format in reportRenderers))).toEqual([]);
  expect(Object.keys(reportRenderers).filter((format) => !formats.includes(format))).toEqual([]);
});

/** A check that finds nothing proves something only where it finds what is there. */
describe('the checks see', () => {
  test.each([
    ['terminal', 'a\u001b[2J', 'a'],
    ['terminal', 'a\u202eb', 'a'],
    ['terminal', '\ud800', 'a'],
    ['json', '{"a":"\u009b"}', '{"a":"b"}'],
    ['json', '{"a":', '{}'],
    ['ndjson', '{}\n{}', '{}'],
    ['markdown', '# a\n\n[x](http://a.example)', '# a\n\nx'],
    ['markdown', '# a\n\n![x](y)', '# a\n\nx'],
    ['markdown', '# a\n\n<img src=x>', '# a\n\nx'],
    ['markdown', '# a\n\n# b', '# a\n\nb'],
    ['markdown', 'a www.evil.example', 'a b'],
    ['markdown', 'a \\@octocat', 'a b'],
    ['markdown', '```\na\n```\nb', '```\na\nb\n```'],
    ['csv', '\ufeffa\r\n=1\r\n', '\ufeffa\r\nb\r\n'],
    ['csv', '\ufeffa,b\r\ny,"x;=1"\r\n', '\ufeffa,b\r\nx,y\r\n'],
    ['csv', '\ufeffa,b\r\nx\r\n', '\ufeffa,b\r\nx,y\r\n'],
    ['html', '<p><img src=x onerror=alert(1)></p>', '<p>x</p>'],
    ['html', '<p onclick="x">a</p>', '<p>a</p>'],
    ['html', '<p><a href="javascript:x">a</a></p>', '<p><a href="#x">a</a></p>'],
    ['html', '<script>a()</script>', '<script>b()</script>'],
    [
      'html',
      '<script type="application/json">{"a":"</script>',
      '<script type="application/json">{}</script>',
    ],
  ])('what is wrong in %s: %j', (format, bad, good) => {
    expect(checkOf(format)(good, good, [])).toEqual([]);
    expect(checkOf(format)(bad, good, [])).not.toEqual([]);
  });
});
