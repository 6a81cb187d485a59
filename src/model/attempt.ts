import type { Event } from './event.ts';
import type { Micros } from './time.ts';
import type { LinkKind, Stage } from './vocabulary.ts';

/** An event of an attempt, and what tied it to it. */
export interface LinkedEvent {
  readonly event: Event;
  readonly by: LinkKind;
  /** Other attempts that could own the event as well; absent when the tie is the only one. */
  readonly rivals?: number;
  /** The machine in whose log it stands, where that is another than the attempt's. */
  readonly from?: string;
}

export interface Endpoint {
  readonly address: string;
  readonly port?: number;
  readonly name?: string;
}

export interface Account {
  readonly domain: string;
  readonly name: string;
}

/** The same try in the logs of another machine. */
export interface OtherView {
  readonly host: string;
  readonly as: 'client' | 'gateway';
  /** The attempt's id there; of a gateway's, its chain's ActivityID. */
  readonly id: string;
  /** What ties it to this attempt. */
  readonly by: LinkKind;
  /** What was added to its times to get this host's, in microseconds. */
  readonly offset: number;
}

export type Outcome = 'succeeded' | 'failed' | 'open' | 'unknown';

/** Which machine's log shows the attempt: the host that was connected to, or the client that connected. */
export type Viewpoint = 'server' | 'client';

/** One client's one try, from its first sign to its last. */
export interface Attempt {
  /** Hash of host and ActivityID, or of the first event: late evidence does not change it. */
  readonly id: string;
  readonly host: string;
  readonly seenBy: Viewpoint;
  readonly client: Endpoint | undefined;
  readonly account: Account | undefined;
  /** What the client asked for, where only the client's log says it. */
  readonly target: string | undefined;
  readonly transport: 'tcp' | 'udp' | 'vmbus' | 'unknown';
  readonly connectionName: string | undefined;
  readonly sessionId: number | undefined;
  /** Who took the session over, where it was taken: the same client, as after a lost network, or another. */
  readonly replacedBy: 'same-client' | 'other-client' | undefined;
  /** Its end was not seen, for host or service went away before it: the records of that, the first one first. */
  readonly cutOffBy: readonly Event[] | undefined;
  readonly startedAt: Micros;
  readonly endedAt: Micros;
  /** What took the host away was written down later: it ended between `endedAt`, its last record, and then. */
  readonly endedBefore?: Micros;
  readonly outcome: Outcome;
  readonly reached: Stage;
  /** In logical order. */
  readonly events: readonly LinkedEvent[];
  /** Other machines' logs of the same try; their events are among `events`. */
  readonly otherViews?: readonly OtherView[];
  /** Attempts of other machines of which more than one may be the same try: left apart. */
  readonly mayBe?: readonly string[];
  /** Only the audit shows it, and nothing there says that it was Remote Desktop and no other service of the host. */
  readonly isUnproven?: true;
  /** The audit granted it a logon: the password was right, whatever became of the session. */
  readonly isGranted?: true;
}
