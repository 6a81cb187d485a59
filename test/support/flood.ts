import type { Report } from '../../src/model/report.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { accept, at, audit, close, logbook, type Logbook } from './events.ts';
import { loadPatterns } from './load-patterns.ts';

export const SCANS = 100_000;
/** Seconds from one scan to the next. */
const EVERY = 0.1;
export const CARLA = '10.20.30.40';

/** A night of scans from everywhere; in the middle of it one person mistypes a password. */
function nightOf(book: Logbook, isPerson: (n: number) => boolean): void {
  for (let n = 0; n < SCANS; n++) {
    const begun = n * EVERY;
    const address = isPerson(n) ? CARLA : `203.0.${n % 200}.${(n >> 8) % 250}`;
    const id = accept(book, {
      at: begun,
      n,
      client: address,
      port: 1024 + (n % 60_000),
      name: `RDP-Tcp#${n % 300}`,
    });
    if (isPerson(n))
      book
        .security(
          begun + 0.5,
          4625,
          audit({
            TargetUserName: 'carla',
            IpAddress: CARLA,
            IpPort: '0',
            SubStatus: '0xc000006a',
            LogonType: 3,
          }),
        )
        .stack(begun + 0.51, 140, { IPString: CARLA }, { activityId: id });
    close(book, begun + 0.6, id, isPerson(n) ? 14 : 0);
  }
}

function reportOn(book: Logbook): Report {
  const pipeline = createPipeline({ version: '0', packs: [loadPatterns()] });
  const input = pipeline.open({ path: 'night.evtx' });
  for (const raw of book.raws()) {
    input.observe(raw.computer, raw.channel, raw.recordId, raw.time);
    input.push(raw);
  }
  input.end({ format: 'evtx', bytes: 0, state: 'clean' });
  pipeline.settle(at(0));
  return pipeline.close();
}

/** The report on one person who mistypes a password among 100,000 scans. */
export function floodReport(): Report {
  const book = logbook();
  nightOf(book, (n) => n === SCANS / 2);
  return reportOn(book);
}
