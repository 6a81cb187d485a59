import type { AttemptLog } from '../attempt-log.ts';
import type { SimRecord } from '../sim-record.ts';
import { recordName } from './match.ts';

/**
 * Records that are the same to the letter and to the tick of the clock: whose is whose nothing in the logs can say,
 * and so it is as right to give an attempt one as the other.
 */
export interface Twins {
  note(record: SimRecord, owner: AttemptLog): void;
  /** The attempt has a record of its own that is just like this one. */
  isLikeOwn(name: string, attempt: AttemptLog): boolean;
  /** What the record has in common with its twins; undefined where its provider writes ids. */
  likeness(name: string): string | undefined;
}

/** The provider that writes neither address nor ActivityID. */
const WITHOUT_KEY = 'Schannel';

export function createTwins(): Twins {
  const likenesses = new Map<string, string>();
  const own = new Map<AttemptLog, Set<string>>();
  return {
    note(record, owner) {
      if (record.provider !== WITHOUT_KEY) return;
      const { computer, channel, recordId, time, eventId } = record;
      const likeness = `${computer} ${time} ${eventId} ${record
        .fields()
        .map(({ value }) => value)
        .join(' ')}`;
      likenesses.set(recordName(computer, channel, recordId), likeness);
      const known = own.get(owner) ?? new Set();
      own.set(owner, known.add(likeness));
    },
    isLikeOwn(name, attempt) {
      const likeness = likenesses.get(name);
      return likeness !== undefined && (own.get(attempt)?.has(likeness) ?? false);
    },
    likeness: (name) => likenesses.get(name),
  };
}
