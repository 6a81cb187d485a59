import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';
import { parseExport } from './windows-export.ts';

const LOGS = [
  { log: 'Application', records: 366 },
  { log: 'Security', records: 1715 },
  { log: 'System', records: 1247 },
];

describe.skipIf(!HAS_CORPUS)(`logs beside the XML that Windows exported (${WITHOUT_CORPUS})`, () => {
  test.each(LOGS)('$log: $records records with the same names and values', ({ log, records }) => {
    const { events, problems, status } = readAll([readCorpus(`with-xml/${log}.evtx`)]);
    const exported = parseExport(new TextDecoder().decode(readCorpus(`with-xml/${log}.xml`)));
    expect(problems).toEqual([]);
    expect(status).toMatchObject({ format: 'evtx', records, state: 'clean' });
    // Windows exports the newest record first; the files' line ends were made LF afterwards.
    const withoutCr = JSON.parse(JSON.stringify(events).replaceAll('\\r\\n', '\\n')) as unknown;
    expect(withoutCr).toEqual(exported.toReversed());
  });
});
