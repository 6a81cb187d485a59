import { findLogs, type InputFault } from './input/find-logs.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import { createCatalog } from './normalize/normalize.ts';

/** What reading alone gives. */
export interface EventCount {
  /** Events whose provider and event id can bear on a connection. */
  readonly events: number;
  /** All readable records. */
  readonly records: number;
  readonly faults: readonly InputFault[];
}

/** Reads logs as far as the analysis would, and only counts: what reading alone costs. */
export async function countEvents(paths: readonly string[]): Promise<EventCount> {
  const { wants: want, eventIds: wantedIds } = createCatalog();
  const found = findLogs(paths);
  const faults = [...found.faults];
  let events = 0;
  let records = 0;
  for (const file of found.files) {
    const { status, fault } = await readLog(
      file,
      { want, wantedIds, platform: nodePlatform },
      {
        piece: () => {},
        take(items) {
          for (const item of items) if (item.type === 'event') events += 1;
        },
      },
    );
    records += status.records;
    if (fault) faults.push(fault);
  }
  return { events, records, faults };
}
