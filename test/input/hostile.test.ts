import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { openZip } from '../../src/input/read-zip.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { filesOf, LINK, rawZip, tarOf, zipOf, type Files } from '../support/archives.ts';
import { verdictOf } from '../support/form-report.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const sample = 'samples/0x904-unreadable-key';
const good = filesOf(sample);
let folder = '';
let temporary = '';
let plain: unknown;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-harm-'));
  temporary = path.join(folder, 'temporary');
  mkdirSync(temporary);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  plain = verdictOf((await analyze([sample], { packs })).report);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const NS = 'http://schemas.microsoft.com/win/2004/08/events/event';
const eventXml = (message: string): string =>
  `<Event xmlns='${NS}'><System><Provider Name='TermDD'/><EventID>56</EventID><TimeCreated SystemTime='2024-03-13T00:00:00Z'/>` +
  `<EventRecordID>1</EventRecordID><Channel>Other</Channel><Computer>RDS01.corp.example</Computer></System>` +
  `<EventData><Data>${message}</Data></EventData></Event>`;

const laughs = (): string => {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE Events [<!ENTITY l0 "ha">${entities.join('')}]><Events>${eventXml('&l9;')}</Events>`;
};
const external = `<?xml version="1.0"?><!DOCTYPE Events [<!ENTITY x SYSTEM "file:///etc/hostname">]><Events>${eventXml('&x;')}</Events>`;

const zeros = (bytes: number): Uint8Array => Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(bytes)]);
const bomb = async (): Promise<Uint8Array> => zipOf({ 'Security.evtx': zeros(8_000_000) });

type Make = () => Files | Promise<Files>;

const NO_HEADER = [
  'bad-checksum: file header checksum: expected a0bf681d, found 0',
  'bad-file-header: major version: expected 3, found 0',
];
const CUT = 'it is damaged or cut short';

/** What the files of a case hold, and what the report then tells of them. */
const cases: readonly (readonly [name: string, make: Make, codes: readonly string[]])[] = [
  // At full size, and 100,000 files of them, bin/dev/hostile.mjs measures what they cost.
  ['a zip of zeros', async () => ({ 'a.zip': await bomb() }), NO_HEADER],
  [
    'zips of zeros in a zip in a zip',
    async () => {
      const inner = await zipOf({ 'a.zip': await bomb(), 'b.zip': await bomb() });
      return { 'a.zip': await zipOf({ 'x.zip': inner, 'y.zip': inner }) };
    },
    NO_HEADER,
  ],
  [
    'a zip whose entries overlap',
    () => {
      const content = deflateRawSync(zeros(3_000_000));
      const names = Array.from({ length: 200 }, (_, i) => `log-${i}.evtx`);
      const entry = { packed: content, method: 8, size: 3_000_008, checksum: crc32(zeros(3_000_000)) };
      return {
        'a.zip': rawZip(
          names.map((name) => ({ name, ...entry })),
          true,
        ),
      };
    },
    [...NO_HEADER, `read-failed: ${CUT} (overlapping entry found)`],
  ],
  [
    'names that lead out of a zip',
    () => ({
      'a.zip': rawZip(
        [
          '../../evil.evtx',
          '/tmp/evil.evtx',
          'C:\\evil.evtx',
          '..\\..\\evil.evtx',
          '\u001b[31mevil.evtx',
        ].map((name) => ({ name, packed: good['System.evtx'] ?? new Uint8Array() })),
      ),
    }),
    ['odd-archive: 4 of its names lead out of it: take care where it is unpacked; here nothing is written'],
  ],
  [
    'names that lead out of a tar',
    async () => ({ 'a.tar': await tarOf({ '../../evil.evtx': good['System.evtx'] ?? new Uint8Array() }) }),
    ['odd-archive: 1 of its names leads out of it: take care where it is unpacked; here nothing is written'],
  ],
  [
    'links in a zip and in a tar',
    async () => ({
      'a.zip': rawZip([
        { name: 'passwd.evtx', packed: Buffer.from('/etc/passwd'), attributes: LINK },
        { name: 'System.evtx', packed: good['System.evtx'] ?? new Uint8Array() },
      ]),
      'b.tar': await packTar([
        { header: { name: 'passwd.evtx', type: 'symlink', size: 0, linkname: '/etc/passwd' } },
        { header: { name: 'shadow.evtx', type: 'link', size: 0, linkname: '/etc/shadow' } },
        { header: { name: 'null.evtx', type: 'character-device', size: 0 } },
      ]),
    }),
    [
      'no-logs: no event log among its 0 files',
      'odd-archive: 1 of its entries is a link or device: left out',
      'odd-archive: 3 of its entries are links or devices: left out',
    ],
  ],
  [
    'a billion laughs',
    () => ({ 'laughs.xml': Buffer.from(laughs()) }),
    ['refused-xml: document: expected no document type declaration, found one: nothing behind it is read'],
  ],
  [
    'an entity that is a file',
    () => ({ 'external.xml': Buffer.from(external) }),
    ['refused-xml: document: expected no document type declaration, found one: nothing behind it is read'],
  ],
  [
    'JSON of one long line without end',
    () => ({ 'long.json': Buffer.from(`{"EventID":1,"a":"${'x'.repeat(9_000_000)}`) }),
    ['too-large: value: expected a value of at most 4194304 characters, found a longer one'],
  ],
  [
    'JSON of a million levels',
    () => ({ 'deep.json': Buffer.from(`{"EventID":${'['.repeat(1_000_000)}`) }),
    ['bad-json: value: expected at most 100 levels, found more'],
  ],
  [
    'other bytes than the encoding has',
    () => ({
      'latin1.xml': Buffer.from(
        `<?xml version="1.0" encoding="utf-8"?><Events>${eventXml('Grüße')}</Events>`,
        'latin1',
      ),
      'halves.xml': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(eventXml('\uD800'), 'utf16le'),
        Buffer.from([0]),
      ]),
      'odd.json': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from('{"EventID":1}', 'utf16le').subarray(1),
      ]),
    }),
    [
      'bad-encoding: text: expected utf-16le, found other bytes',
      'bad-encoding: text: expected utf-8, found other bytes',
      'other-text: document: expected an event element, found text',
      'unknown-format: first bytes: expected an event log, found plain text, of which nothing is read: save the log as .evtx or as XML',
    ],
  ],
  [
    'a zip that is cut',
    async () => ({ 'a.zip': (await zipOf(good)).subarray(0, 20_000) }),
    [`read-failed: a zip archive: ${CUT} (end of central directory not found)`],
  ],
  [
    'a tar that is cut',
    async () => ({ 'a.tar': (await tarOf(good)).subarray(0, 100_000) }),
    [
      `read-failed: a tar archive: ${CUT}`,
      `read-failed: ${CUT}`,
      'truncated: chunk: expected 65536 bytes, found 29856',
    ],
  ],
  [
    'gzip that is cut',
    () => ({ 'System.evtx.gz': gzipSync(good['System.evtx'] ?? '').subarray(0, 900) }),
    [`read-failed: ${CUT}`, 'truncated: chunk: expected 65536 bytes, found 1556'],
  ],
  [
    'a zip that lies of sizes',
    () => {
      const log = good['System.evtx'] ?? new Uint8Array();
      const packed = deflateRawSync(log);
      const entry = { packed, method: 8, checksum: crc32(log) };
      return {
        'a.zip': rawZip([
          { name: 'small.evtx', ...entry, size: 10 },
          { name: 'large.evtx', ...entry, size: 0xfffffffe },
        ]),
      };
    },
    [
      'read-failed: it comes to 69632 bytes, and its archive says 10',
      'read-failed: it comes to 69632 bytes, and its archive says 4294967294',
    ],
  ],
];

describe('what means harm, or is broken, is told, and the rest is analysed', () => {
  test.each(cases)('%s', async (name, make, told) => {
    const root = path.join(folder, name.replaceAll(/\W/g, '-'));
    mkdirSync(root);
    const files = Object.entries(await make()).map(([file, bytes]) => {
      writeFileSync(path.join(root, file), bytes);
      return path.join(root, file);
    });
    const { report } = await analyze([...files, sample], { packs });
    const problems = report.problems.map(({ code, message }) => `${code}: ${message}`);
    expect([...new Set(problems)].sort()).toEqual(told);
    expect(verdictOf(report)).toEqual(plain);
    expect(existsSync('/tmp/evil.evtx')).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
    const text = JSON.stringify(report);
    expect(text).not.toContain('root:x:');
    expect(text).not.toContain('hahaha');
    expect(renderTerminal(report)).not.toContain('\u001b[31mevil');
    expect([...renderHtml(report)].join('').length).toBeLessThan(5_000_000);
  });
});

test('of a zip without an end no more is read than could hold it', async () => {
  const size = 1 << 30;
  let read = 0;
  const endless = {
    size,
    read: (_at: number, length: number) => {
      read += length;
      return new Uint8Array(length);
    },
    close: () => {},
  };
  await expect(openZip(endless, { mostEntries: 10 })).rejects.toThrow(CUT.replace('it ', ''));
  expect(read).toBeLessThan(size / 100);
});
