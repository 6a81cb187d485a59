import type { RawEvent } from '../../parsers/raw-event.ts';
import { groupBy } from '../../src/model/group-by.ts';
import type { Report } from '../../src/model/report.ts';
import type { Pack } from '../../src/packs/pack.ts';
import { createPipeline } from '../../src/pipeline.ts';
import type { Logbook } from './events.ts';

/** The report on the logs of these machines, each channel an input of its own. */
export function reportOn(books: readonly Logbook[], packs: readonly Pack[] = []): Report {
  const pipeline = createPipeline({ version: 'test', packs });
  const raws = books.flatMap((book) => book.raws());
  for (const [path, log] of groupBy(raws, (raw) => `${raw.computer}/${raw.channel}`)) {
    const input = pipeline.open({ path });
    for (const raw of log.toSorted((a, b) => a.recordId - b.recordId)) {
      input.observe(raw.computer, raw.channel, raw.recordId, raw.time);
      input.push(raw);
    }
    input.end({ format: 'evtx', bytes: size(log), state: 'clean' });
  }
  return pipeline.close();
}

const size = (log: readonly RawEvent[]): number => log.length;
