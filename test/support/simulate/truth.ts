import { type AttemptLog, hasEvidence, type RecordPlace } from './attempt-log.ts';

/** What really happened in one attempt, as one line of truth.ndjson. */
export interface Truth {
  readonly id: string;
  readonly host: string;
  readonly kind: AttemptLog['kind'];
  readonly client: string;
  readonly account: string | null;
  readonly start: string;
  readonly end: string;
  readonly outcome: string;
  readonly reached: string;
  readonly cause: string | null;
  /** Other answers that the logs allow as well, and why. */
  readonly accepts: readonly string[];
  readonly why: string | null;
  /** Records that belong to it, and those of them that show the cause: channel, of another machine `HOST channel`, then ids. */
  readonly records: Readonly<Record<string, readonly number[]>>;
  readonly evidence: Readonly<Record<string, readonly number[]>>;
  /** Enough is left in the logs to tell the cause. */
  readonly evidenceLeft: boolean;
  /** How many of its records are lost. */
  readonly lost: number;
}

/** Puts an attempt's account into the form that is written; times are true ones, whatever the host's clock showed. */
export function truthOf(attempt: AttemptLog): Truth {
  const { id, host, kind, client, outcome, reached, accepts, lost } = attempt;
  return {
    id,
    host,
    kind,
    client,
    account: attempt.account ?? null,
    start: isoTime(attempt.start),
    end: isoTime(attempt.end),
    outcome,
    reached,
    cause: attempt.cause ?? null,
    accepts,
    why: attempt.why ?? null,
    records: byChannel(attempt, attempt.records),
    evidence: byChannel(attempt, attempt.evidence),
    evidenceLeft: hasEvidence(attempt),
    lost,
  };
}

const isoTime = (time: number): string => new Date(time / 1000).toISOString();

function byChannel({ host: own }: AttemptLog, records: readonly RecordPlace[]): Record<string, number[]> {
  const ids: Record<string, number[]> = {};
  for (const [host, channel, recordId] of records)
    (ids[host === own ? channel : `${host} ${channel}`] ??= []).push(recordId);
  return ids;
}
