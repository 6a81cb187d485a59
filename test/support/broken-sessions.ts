import type { IntakeRecord } from '../../src/live/intake.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { accept, close, logbook, type Logbook } from './events.ts';

/** Somebody who works, until the connection breaks; seconds. */
export interface BrokenSession {
  readonly who: string;
  readonly from: number;
  readonly to: number;
}

/** People who work at one host until their connections break. */
export function brokenSessions(sessions: readonly BrokenSession[], host?: string): Logbook {
  const book = logbook(host);
  for (const [n, { who, from, to }] of sessions.entries()) {
    const client = `10.20.${30 + (n >> 7)}.${(n & 127) + 1}`;
    const activityId = accept(book, { at: from, n, client });
    const session = { User: `CORP\\${who}`, SessionID: n + 3, Address: client };
    book
      .connections(from + 1, 1149, { Param1: who, Param2: 'CORP', Param3: client }, { activityId })
      .stack(from + 1.1, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID: n + 3 }, { activityId })
      .sessions(from + 2, 21, session, { activityId })
      .stack(to, 143, { error: 64 }, { activityId })
      .stack(to + 0.1, 226, { StateTransition: 'RDP_TCP', ErrorCode: '0x80070040' }, { activityId })
      .sessions(to + 0.2, 24, session, { activityId });
    close(book, to + 0.3, activityId, 14);
  }
  return book;
}

const catalog = createCatalog();

/** The records of a host as they are taken: Windows numbers those of a log in the order in which it writes them. */
export function recordsOfBook(book: Logbook, input = 'host'): readonly IntakeRecord[] {
  const ids = new Map<string, number>();
  return book
    .raws()
    .toSorted((a, b) => a.time - b.time)
    .map((raw) => {
      const { computer, channel, time } = raw;
      const recordId = (ids.get(channel) ?? 0) + 1;
      ids.set(channel, recordId);
      const event = catalog.normalize({ ...raw, recordId }, input);
      return { input, computer, channel, recordId, time, ...(event && { event }) };
    });
}
