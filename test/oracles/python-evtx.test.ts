import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, corpusFiles, corpusPath, readCorpus, WITHOUT_CORPUS } from '../parsers/evtx/corpus.ts';
import { compareEvents } from './compare.ts';
import { PYTHON_EVTX } from './differences.ts';
import { parseEvents, type OracleEvent } from './event-tokens.ts';
import { readOurs } from './our-events.ts';
import { absent, ALL, runPythonEvtx } from './readers.ts';
import { tally, tell } from './tally.ts';

/** python-evtx reads some 0.2 MB in a second: the suite leaves it the files of one chunk. */
const SUITE_BYTES = 70_000;
const MINUTES_20 = 1_200_000;

const ENTITY = 'python-evtx fails at an entity reference inside an attribute';
const TORN = 'python-evtx gives a torn record, with the zeros behind the tear as its values, or fails at it';
const AFTER_TORN = 'python-evtx stops at a torn record';

/** Live records that only one of the readers gives, and why. */
const ONE_SIDED: Readonly<
  Record<string, { readonly ours: number; readonly theirs: number; readonly why: string }>
> = {
  'parser/E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    ours: 459,
    theirs: 0,
    why: ENTITY,
  },
  'parser/E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    ours: 340,
    theirs: 0,
    why: ENTITY,
  },
  'parser/evtx-Microsoft-Windows-CAPI2_Operational_EventID70.evtx': { ours: 1, theirs: 0, why: ENTITY },
  'parser/MSExchange_Management_wec.evtx': {
    ours: 1,
    theirs: 0,
    why: 'python-evtx cannot read a forwarded record that has no template',
  },
  'parser/Microsoft-Windows-HelloForBusiness%4Operational.evtx': { ours: 0, theirs: 1, why: TORN },
  'parser/plaso-System2.evtx': { ours: 89, theirs: 0, why: 'python-evtx does not read a chunk that is cut' },
  'parser/python-evtx-dns_log_malformed.evtx': {
    ours: 4,
    theirs: 0,
    why: 'python-evtx fails at a text of one-byte characters that is not ASCII',
  },
  'parser/python-evtx-issue_43.evtx': { ours: 1, theirs: 0, why: 'python-evtx fails at a lone surrogate' },
  'parser/sample-with-zero-data-size-event.evtx': { ours: 114, theirs: 0, why: AFTER_TORN },
  'parser/sample_with_a_bad_chunk_magic.evtx': { ours: 31, theirs: 3, why: `${AFTER_TORN}; ${TORN}` },
  'win10-1803/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': {
    ours: 21,
    theirs: 97,
    why: 'python-evtx goes on by size into records of another age of the log',
  },
};

describe.skipIf(absent.pythonEvtx || !HAS_CORPUS)(`python-evtx, where installed (${WITHOUT_CORPUS})`, () => {
  const files = corpusFiles().filter((file) => ALL || statSync(corpusPath(file)).size < SUITE_BYTES);

  test.each(files)(
    '%s: the same records, names and values',
    (file) => {
      const theirs = parseEvents(runPythonEvtx(corpusPath(file))).map(withoutNull);
      const found = compareEvents(readOurs(readCorpus(file)).map(withoutNull), theirs, PYTHON_EVTX);
      tally('python-evtx', found);
      expect(found.unknown).toEqual([]);
      const { ours, theirs: only } = ONE_SIDED[file] ?? { ours: 0, theirs: 0 };
      expect([found.onlyOurs.length, found.onlyTheirs.length]).toEqual([ours, only]);
    },
    MINUTES_20,
  );

  test('the known differences were met', () => {
    const met = tell('python-evtx');
    expect(PYTHON_EVTX.map(({ id }) => id)).toEqual(expect.arrayContaining([...met]));
    if (ALL) expect(met).toHaveLength(PYTHON_EVTX.length);
  });
});

/** python-evtx prints optional attributes whose value is NULL as empty; Windows leaves them out. */
function withoutNull({ recordId, tokens }: OracleEvent): OracleEvent {
  return { recordId, tokens: tokens.filter((token) => !/^@\w+=$/.test(token)) };
}
