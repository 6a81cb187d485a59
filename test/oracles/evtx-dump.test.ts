import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, corpusFiles, corpusPath, readCorpus, WITHOUT_CORPUS } from '../parsers/evtx/corpus.ts';
import { compareEvents } from './compare.ts';
import { EVTX_DUMP } from './differences.ts';
import { parseEvents } from './event-tokens.ts';
import { readOurs } from './our-events.ts';
import { absent, runEvtxDump } from './readers.ts';
import { tally, tell } from './tally.ts';

const TORN = 'evtx_dump gives a torn record, with the zeros behind the tear as its values';

/** Live records that only one of the readers gives, and why. */
const ONE_SIDED: Readonly<
  Record<string, { readonly ours: number; readonly theirs: number; readonly why: string }>
> = {
  'parser/Microsoft-Windows-HelloForBusiness%4Operational.evtx': { ours: 0, theirs: 1, why: TORN },
  'parser/Microsoft-Windows-LanguagePackSetup%4Operational.evtx': { ours: 0, theirs: 1, why: TORN },
  'parser/sample_with_a_bad_chunk_magic.evtx': { ours: 0, theirs: 3, why: TORN },
  'parser/plaso-System2.evtx': { ours: 89, theirs: 0, why: 'evtx_dump does not read a chunk that is cut' },
  'win10-1803/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': {
    ours: 0,
    theirs: 97,
    why: 'evtx_dump goes on by size into records of another age of the log',
  },
};

describe.skipIf(absent.evtxDump || !HAS_CORPUS)(
  `evtx_dump, 0.15 or later, on PATH or at RDPWHY_EVTX_DUMP (${WITHOUT_CORPUS})`,
  () => {
    test.each(corpusFiles())('%s: the same records, names and values', (file) => {
      const found = compareEvents(
        readOurs(readCorpus(file)),
        parseEvents(runEvtxDump(corpusPath(file))),
        EVTX_DUMP,
      );
      tally('evtx_dump', found);
      expect(found.unknown).toEqual([]);
      const { ours, theirs } = ONE_SIDED[file] ?? { ours: 0, theirs: 0 };
      expect([found.onlyOurs.length, found.onlyTheirs.length]).toEqual([ours, theirs]);
    });

    test('every known difference was met', () => {
      expect(tell('evtx_dump')).toEqual(EVTX_DUMP.map(({ id }) => id).toSorted());
    });
  },
);
