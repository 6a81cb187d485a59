import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainJson } from '../../src/report/json.ts';
import { plainText } from '../../src/report/plain-text.ts';
import { redactionNotice, revealedNotice, revealedPack } from '../../src/redact/notice.ts';
import { mapText, parseMap } from '../../src/redact/redaction-map.ts';
import { createRevealer } from '../../src/redact/revealer.ts';
import { revealText, type RevealFormat } from '../../src/redact/reveal-text.ts';
import { createTokens } from '../../src/redact/tokens.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import { inertness } from '../support/inert.ts';

const key = new Uint8Array(32).fill(9);
const token = createTokens(key).name('user', 'alice');
const back = (text: string, format: RevealFormat, tokens: Record<string, string>): string =>
  revealText(text, format, {
    reveal: createRevealer(new Map(Object.entries(tokens))),
    plain: plainText,
    plainJson,
  });

/** Names that do something where they are written as they are. */
const hostile = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u001b[31m\u202ereversed\u0000',
  '=HYPERLINK("http://x","y")',
  'a","b\r\n=1+1',
  '[x](http://evil) ![y](http://evil)',
  '`` ` code',
  '@team #1 http://evil',
  '\\"}]}',
  '\ud800',
  "O'Brien & Söhne",
];

/** Every way in which a format has a token in it. */
const outputs: readonly (readonly [RevealFormat, keyof typeof inertness, string])[] = [
  [
    'csv',
    'csv',
    `\ufeffa,b,c\r\n${token},x | ${token},"y; ${token}"\r\nx,"{""a"":""y;${token}""}",y ${token}\r\n`,
  ],
  ['json', 'json', `${JSON.stringify({ a: token, b: [`x ${token}`] }, null, 2)}\n`],
  ['json-lines', 'ndjson', `{"a":"${token}"}\n{"b":"${token}"}\n`],
  ['markdown', 'markdown', `## For ${token}\n\n- (${token}) and \`${token}\`\n\n\`\`\`\n${token}\n\`\`\`\n`],
  ['text', 'terminal', `for ${token}\n`],
  [
    'html',
    'html',
    `<!doctype html><title>${token}</title><p title="${token}">${token}</p><script type="application/json">{"a":"${token}"}</script>`,
  ],
];

describe.each(outputs)('what is turned back as %s', (format, reader, text) => {
  test.each(hostileTexts.map((name) => [name]))('is inert with %j for a name', (name) => {
    expect(inertness[reader]?.(back(text, format, { [token]: name }), text, [])).toEqual([]);
  });
});

test('a cell has no more apostrophes than one that was never redacted', () => {
  const made = back(`\ufeffa\r\n'-1 |' -2 ${token}\r\n'-1 ${token} |' =\r\n`, 'csv', { [token]: 'bob' });
  expect(made).toBe("\ufeffa\r\n'-1 |' -2 bob\r\n'-1 bob |' =\r\n");
});

describe.each(hostile)('a name such as %j, turned back', (name) => {
  const tokens = { [token]: name };

  test('is a string in JSON, whole or by lines', () => {
    const text = JSON.stringify({ who: `for ${token}`, nested: [token] });
    expect(JSON.parse(back(text, 'json', tokens))).toEqual({
      who: `for ${name.toWellFormed()}`,
      nested: [name.toWellFormed()],
    });
    const lines = back(`${text}\n${text}\n`, 'json-lines', tokens).split('\n');
    expect(
      lines.map((line) => (line === '' ? '' : (JSON.parse(line) as { nested: string[] }).nested[0])),
    ).toEqual([name.toWellFormed(), name.toWellFormed(), '']);
  });

  test.each(['json', 'json-lines'] as const)('is not looked for in %s of any depth', (format) => {
    const nested = (levels: number): string => `${'['.repeat(levels)}"${token}"${']'.repeat(levels)}`;
    expect(back(nested(100), format, { [token]: 'alice' })).toContain('alice');
    for (const levels of [101, 100_000])
      expect(() => back(nested(levels), format, { [token]: 'alice' })).toThrow(SyntaxError);
    // In a cell it is a text like any other.
    const cell = `"${nested(100_000).replaceAll('"', '""')}"`;
    expect(back(cell, 'csv', { [token]: 'alice' })).toContain('alice');
  });

  test('is text in HTML: in the page, in attributes, in data of scripts', () => {
    const page = `<p title="${token}">${token}</p><script type="application/json">{"a":"${token}"}</script>`;
    const made = back(page, 'html', tokens);
    expect(made.match(/<\/?\w+/g)).toEqual(['<p', '</p', '<script', '</script']);
    expect(made).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>/);
    const [, data = ''] = /<script[^>]*>(.*)<\/script>/s.exec(made) ?? [];
    expect((JSON.parse(data) as { a: string }).a).toBe(plainText(name));
  });

  test('is a cell in CSV that no spreadsheet takes for a formula', () => {
    const made = back(`\ufeffa,b\r\n${token},"x ${token}"\r\n`, 'csv', tokens);
    const cells = made.replace('\ufeffa,b\r\n', '').match(/"(?:[^"]|"")*"|[^",\r\n]+/g) ?? [];
    expect(cells).toHaveLength(2);
    expect(cells[0]).not.toMatch(/^"?\s*[=+\-@]/);
    expect(made.split('\r\n')).toHaveLength(3);
  });

  test('is words or code in Markdown', () => {
    const made = back(`## For ${token}\n\n- (${token}) and \`${token}\`\n`, 'markdown', tokens);
    expect(made.split('\n')).toHaveLength(4);
    // What stands outside of code spans is letters, digits and the text's own marks.
    const outside = made.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(outside).toMatch(/^[\p{L}\p{N}\s#()-]*$/u);
  });

  test('is shown in text, and does nothing to a terminal', () => {
    const made = back(`for ${token}\n`, 'text', tokens);
    expect(made).toBe(`for ${plainText(name)}\n`);
  });
});

describe('turning back', () => {
  test('finds names by their beginning where a table cut them, and small where they were written small', () => {
    const tokens = { 'HOST-ABCDEFGHJK': 'RDS01', 'host-abzzzzzzzz': 'pc7' };
    expect(back('HOST-ABCDE…  host-abcdefghjk', 'text', tokens)).toBe('RDS01…  rds01');
    // Too short a beginning tells nothing.
    expect(back('host-ab…', 'text', tokens)).toBe('host-ab…');
  });

  test('finds addresses with ports, SIDs, thumbprints and what stands for a text with its code', () => {
    const tokens = {
      '10.9.8.7': '10.0.0.1',
      'fe80::9:1': 'fe80::1',
      'S-1-5-21-9-9-9-1200': 'S-1-5-21-1-2-3-1105',
      AABBCCDDEEFF: '001122334455',
      'text-abcdefghjk': 'Konto gesperrt (0xc0000234)',
      'text-abcdefghjk (0xc0000234)': 'Konto gesperrt (0xc0000234)',
    };
    const text = '10.9.8.7:3389 110.9.8.7 [fe80::9:1]:5000 fe80::9:1:5000 S-1-5-21-9-9-9-1200 AABBCCDDEEFF';
    expect(back(text, 'text', tokens)).toBe(
      '10.0.0.1:3389 110.9.8.7 [fe80::1]:5000 fe80::1:5000 S-1-5-21-1-2-3-1105 001122334455',
    );
    expect(back('failed: text-abcdefghjk (0xc0000234).', 'text', tokens)).toBe(
      'failed: Konto gesperrt (0xc0000234).',
    );
  });

  test('says that it was turned back where it said that names are pseudonyms, however it was wrapped', () => {
    const wrapped = redactionNotice.replace('somebody else', 'somebody\nelse');
    expect(back(`${wrapped}\n`, 'text', {})).toBe(`${revealedNotice}\n`);
    expect(JSON.parse(back(JSON.stringify({ redacted: redactionNotice }), 'json', {}))).toEqual({
      redacted: revealedNotice,
    });
    expect(back(`<p>${redactionNotice}</p>`, 'html', {})).toBe(`<p>${revealedNotice}</p>`);
  });

  test('says so of a case pack too', () => {
    const said = 'a.zip is a case pack; names and addresses\nin it are pseudonyms';
    for (const format of ['text', 'markdown'] as const)
      expect(back(said, format, {})).toBe(`a.zip is a case pack; ${revealedPack}`);
  });
});

describe('the private mapping', () => {
  test('is read as it was written, whatever the names hold', () => {
    const names = fc.dictionary(fc.stringMatching(/^user-[a-z2-9]{10}$/), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(names, (names) => {
        const map = { key, tokens: new Map(Object.entries(names)) };
        expect(parseMap(mapText(map))).toEqual(map);
      }),
    );
  });

  test.each([
    ['', 'no JSON'],
    ['null', 'no private mapping'],
    ['{"format":"rdpwhy-redaction-map","version":2}', 'version'],
    ['{"format":"rdpwhy-redaction-map","version":1,"key":"00"}', 'key'],
    [`{"format":"rdpwhy-redaction-map","version":1,"key":"${'0'.repeat(64)}"}`, 'tokens'],
    [`{"format":"rdpwhy-redaction-map","version":1,"key":"${'0'.repeat(64)}","tokens":{"a":1}}`, 'text'],
  ])('that is none is refused: %s', (text, why) => expect(parseMap(text)).toContain(why));
});
