import type { ReaderMemory } from '../parsers/evtx/reader-memory.ts';
import type { InputFault } from './input/find-logs.ts';
import type { LogPart } from './input/log-ranges.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import { createCatalog } from './normalize/normalize.ts';

/** What there is in a log or a range of one. */
export interface CountRead {
  /** Events whose provider and event id can bear on a connection. */
  readonly events: number;
  /** All readable records. */
  readonly records: number;
  readonly fault: InputFault | undefined;
}

const { wants: want, eventIds: wantedIds } = createCatalog();

/** Reads as far as the analysis would, and only counts. */
export async function countPart(part: LogPart, memory: ReaderMemory): Promise<CountRead> {
  let events = 0;
  const { status, fault } = await readLog(
    part,
    { want, wantedIds, platform: nodePlatform, memory },
    {
      piece: () => {},
      take(items) {
        for (const item of items) if (item.type === 'event') events += 1;
      },
    },
  );
  return { events, records: status.records, fault };
}
