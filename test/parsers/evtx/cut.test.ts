import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

const CHUNK = 65_536;
const HEADER = 4096;

test('no bytes at all are an empty input', () => {
  const { problems, status } = readAll([]);
  expect(problems.map(({ code }) => code)).toEqual(['empty-input']);
  expect(status).toMatchObject({ format: 'evtx', records: 0, state: 'empty' });
});

describe.skipIf(!HAS_CORPUS)(`logs that end early (${WITHOUT_CORPUS})`, () => {
  const bytes = HAS_CORPUS ? readCorpus('with-xml/Application.evtx') : new Uint8Array();
  const whole = readAll([bytes]);

  test('a cut in the middle of a record leaves the records before it', () => {
    const cut = HEADER + CHUNK + 20_000;
    const { events, problems, status } = readAll([bytes.slice(0, cut)]);
    expect(problems.map(({ code, offset }) => ({ code, offset }))).toEqual([
      { code: 'truncated', offset: cut },
    ]);
    expect(events).toEqual(whole.events.slice(0, events.length));
    expect(events.length).toBeGreaterThan(60);
    expect(status.state).toBe('damaged');
  });

  test.each([1, 100, 127, 128, 4095])('%i bytes of file header: truncated, no records', (length) => {
    const { events, problems } = readAll([bytes.slice(0, length)]);
    expect(events).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain('truncated');
  });

  test('a cut between two chunks is told', () => {
    const { problems } = readAll([bytes.slice(0, HEADER + CHUNK)]);
    expect(problems.map(({ code }) => code)).toEqual(['truncated']);
  });

  test('a cut in a chunk header is told', () => {
    const { problems } = readAll([bytes.slice(0, HEADER + 300)]);
    expect(problems.map(({ code }) => code)).toEqual(['truncated']);
  });

  test('a damaged file header does not keep the chunks from being read', () => {
    const damaged = Uint8Array.from(bytes);
    damaged.set([0x58, 0x58], 0);
    const { events, problems } = readAll([damaged]);
    expect(problems.map(({ code }) => code)).toEqual(['bad-file-header']);
    expect(events).toEqual(whole.events);
  });

  test('an emptied chunk of a clean log is told, the others are read', () => {
    const damaged = Uint8Array.from(bytes);
    damaged.fill(0, HEADER + CHUNK, HEADER + 2 * CHUNK);
    const { events, problems } = readAll([damaged]);
    expect(problems.map(({ code, offset }) => ({ code, offset }))).toEqual([
      { code: 'bad-chunk', offset: HEADER + CHUNK },
    ]);
    expect(events.length).toBeGreaterThan(200);
  });

  test('a damaged record costs itself only', () => {
    const damaged = Uint8Array.from(bytes);
    // The size of the first record of the first chunk.
    damaged.set([0, 0, 0, 0], HEADER + 512 + 4);
    const { events, problems } = readAll([damaged]);
    expect(problems.map(({ code }) => code).slice(0, 2)).toEqual(['bad-checksum', 'bad-record']);
    expect(events).toHaveLength(whole.events.length - 1);
  });
});
