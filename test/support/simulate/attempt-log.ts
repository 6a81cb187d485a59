import type { Outcome } from '../../../src/model/attempt.ts';
import type { Stage } from '../../../src/model/vocabulary.ts';
import type { HostEvent } from '../scenarios/host.ts';

/** Whose attempt it was: somebody's that worked, somebody's that did not, or a robot's. */
export type AttemptKind = 'healthy' | 'failure' | 'flood';
/** Where it came to: a gateway's log shows no attempts, only what the gateway refused. */
type Reach = 'host' | 'gateway';

/** An event that tells a cause from others: provider, id, and what else must hold. */
export interface Sign {
  readonly provider: string;
  readonly eventId: number;
  readonly holds?: (event: HostEvent) => boolean;
}

/** Evidence that several attempts share, such as a warning once a day. */
export interface SharedEvidence {
  /** Records of it that were written to a log that is there. */
  kept: number;
}

/** What goes by a true attempt's name; settled when the attempt begins. */
export interface AttemptHead {
  readonly id: string;
  readonly host: string;
  readonly kind: AttemptKind;
  readonly client: string;
  readonly account: string | undefined;
  readonly start: number;
  /** Default: host. */
  readonly reach?: Reach;
}

/** Where a record lies. */
export type RecordPlace = readonly [host: string, channel: string, recordId: number];

/** What really happened in one attempt, and which records tell of it; grows while the simulation runs. */
export interface AttemptLog extends AttemptHead {
  end: number;
  outcome: Outcome;
  reached: Stage;
  cause: string | undefined;
  /** Other causes that are as right an answer, for the logs cannot tell them apart; `why` says so. */
  accepts: readonly string[];
  why: string | undefined;
  /** Any of these shows the cause; where there are none, nothing shows it but shared evidence. */
  signs: readonly Sign[];
  shared: readonly SharedEvidence[];
  /** Without each of these, signs show nothing. */
  needs: readonly SharedEvidence[];
  /** Records in logs that are there, on whatever machine: a client, a gateway and a host may all tell of one try. */
  readonly records: RecordPlace[];
  readonly evidence: RecordPlace[];
  /** Records that were written to logs of which that part is lost. */
  lost: number;
  /** Records that are on their way to a log. */
  pending: number;
  /** Nothing more will be written about it. */
  closed: boolean;
  /** N of its `RDP-Tcp#N`. */
  connection: number | undefined;
}

/** Begins the account of an attempt. */
export function createAttemptLog(head: AttemptHead): AttemptLog {
  return {
    id: head.id,
    host: head.host,
    kind: head.kind,
    client: head.client,
    account: head.account,
    start: head.start,
    reach: head.reach ?? 'host',
    end: head.start,
    outcome: 'unknown',
    reached: 'network',
    cause: undefined,
    accepts: [],
    why: undefined,
    signs: [],
    shared: [],
    needs: [],
    records: [],
    evidence: [],
    lost: 0,
    pending: 0,
    closed: false,
    connection: undefined,
  };
}

/** Says whether the event shows the attempt's cause. */
export const isSign = ({ signs }: AttemptLog, event: HostEvent): boolean =>
  signs.some(
    ({ provider, eventId, holds }) =>
      eventId === event.eventId && provider === event.provider && (holds?.(event) ?? true),
  );

/** Says whether enough is left to tell the cause: a record of the attempt itself, or the shared evidence. */
export const hasEvidence = ({ evidence, shared, needs }: AttemptLog): boolean =>
  (evidence.length > 0 || shared.some(({ kept }) => kept > 0)) && needs.every(({ kept }) => kept > 0);
