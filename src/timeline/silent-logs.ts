import type { ReadFault, UnreadLogs } from '../model/coverage.ts';

/** Logs that were given and show no record: those that hold none, and those that could not be read. */
export interface SilentLogs {
  readonly empty: ReadonlySet<string>;
  readonly unread: UnreadLogs;
}

export interface SilentLogList {
  /** Something was wrong with a log. */
  fault(path: string, channel: string, fault: ReadFault): void;
  /** A log has ended. */
  end(path: string, channel: string, log: EndedLog): void;
  list(): SilentLogs;
}

/** What a log came to, in its reader's words. */
interface EndedLog {
  readonly records: number;
  readonly format: string;
  readonly state: string;
}

/** Of these it is not known whether they hold a record: what lies there was not read, or not from the beginning. */
const unknown: ReadonlySet<string> = new Set(['not-read', 'live']);

/** Tells logs that hold no record from those of which none could be read: only the first say that nothing happened. */
export function createSilentLogs(): SilentLogList {
  const empty = new Set<string>();
  const faults = new Map<string, { readonly channel: string; readonly fault: ReadFault }>();
  const fault = (path: string, channel: string, said: ReadFault): void => {
    // What comes first is the cause of the rest.
    if (!faults.has(path)) faults.set(path, { channel, fault: { code: said.code, message: said.message } });
  };
  return {
    fault,
    end(path, channel, { records, format, state }) {
      if (records > 0) faults.delete(path);
      else if (format !== 'unknown' && state === 'empty' && !faults.has(path)) empty.add(channel);
      else if (!unknown.has(state))
        fault(path, channel, { code: state, message: 'no record of it could be read' });
    },
    list() {
      const inOrder = [...faults].sort(([a], [b]) => (a < b ? 1 : -1));
      const unread = new Map(inOrder.map(([, one]) => [one.channel, one.fault]));
      // One of two logs of a channel may hold what the other does not.
      return { empty: new Set([...empty].filter((channel) => !unread.has(channel))), unread };
    },
  };
}
