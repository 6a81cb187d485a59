import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, corpusFiles, corpusPath, readCorpus, WITHOUT_CORPUS } from '../parsers/evtx/corpus.ts';
import { compareEvents } from './compare.ts';
import { LIBEVTX } from './differences.ts';
import { parseIndentedEvents } from './event-tokens.ts';
import { readOurs } from './our-events.ts';
import { absent, runEvtxexport } from './readers.ts';
import { tally, tell } from './tally.ts';

/** Live records that only one of the readers gives, and why. */
const ONE_SIDED: Readonly<
  Record<string, { readonly ours: number; readonly theirs: number; readonly why: string }>
> = {
  'parser/E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    ours: 370,
    theirs: 0,
    why: 'libevtx stops at an entity reference inside an attribute',
  },
  'parser/E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    ours: 316,
    theirs: 0,
    why: 'libevtx stops at an entity reference inside an attribute',
  },
  'parser/MSExchange_Management_wec.evtx': {
    ours: 1,
    theirs: 0,
    why: 'libevtx cannot read a forwarded record that has no template',
  },
  'parser/plaso-System2.evtx': { ours: 89, theirs: 0, why: 'libevtx does not read a chunk that is cut' },
  'parser/sample-with-zero-data-size-event.evtx': {
    ours: 114,
    theirs: 0,
    why: 'libevtx takes what follows a torn record for recovered, though its ids are due',
  },
  'parser/sample_with_a_bad_chunk_magic.evtx': {
    ours: 31,
    theirs: 0,
    why: 'libevtx takes what follows a torn record for recovered, though its ids are due',
  },
  'win10-1803/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': {
    ours: 21,
    theirs: 97,
    why: 'libevtx goes on by size into records of another age of the log, and takes due ones for recovered',
  },
};

describe.skipIf(absent.evtxexport || !HAS_CORPUS)(`libevtx, where installed (${WITHOUT_CORPUS})`, () => {
  test.each(corpusFiles())('%s: the same records, names and values', (file) => {
    const theirs = parseIndentedEvents(runEvtxexport(corpusPath(file), 'items'));
    const found = compareEvents(readOurs(readCorpus(file)), theirs, LIBEVTX);
    tally('libevtx', found);
    expect(found.unknown).toEqual([]);
    const { ours, theirs: only } = ONE_SIDED[file] ?? { ours: 0, theirs: 0 };
    expect([found.onlyOurs.length, found.onlyTheirs.length]).toEqual([ours, only]);
  });

  test('all records that libevtx recovers are live ones or recovered here too', () => {
    for (const file of corpusFiles()) {
      const bytes = readCorpus(file);
      const known = new Set(
        [...readOurs(bytes), ...readOurs(bytes, 'recovered')].map(({ tokens }) => key(tokens)),
      );
      const xml = runEvtxexport(corpusPath(file), 'recovered');
      // What is overwritten cannot be parsed; id and time come before it.
      const theirs = [...xml.matchAll(/SystemTime="(\S{27})00Z"[^]*?<EventRecordID>(\d+)/g)];
      expect(
        theirs.filter(([, time, id]) => !known.has(`${id} ${time}Z`)).map(([, , id]) => `${file} ${id}`),
      ).toEqual([]);
    }
  });

  test('the records of other ages that libevtx mixes in are recovered here', () => {
    const file = 'win10-1803/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx';
    const theirs = parseIndentedEvents(runEvtxexport(corpusPath(file), 'items'));
    const found = compareEvents(readOurs(readCorpus(file), 'recovered'), theirs, LIBEVTX);
    expect(found.unknown).toEqual([]);
    expect(found.records).toBe(97);
  });

  test('every known difference was met', () => {
    expect(tell('libevtx')).toEqual(LIBEVTX.map(({ id }) => id).toSorted());
  });
});

function key(tokens: readonly string[]): string {
  const time = tokens.find((token) => token.startsWith('@SystemTime='))?.slice(12) ?? '';
  const id = tokens[tokens.indexOf('<EventRecordID') + 1]?.slice(1) ?? '';
  return `${id} ${time}`;
}
