import type { Attempt, LinkedEvent } from '../../src/model/attempt.ts';
import type { DiagnosedAttempt, Diagnosis } from '../../src/model/diagnosis.ts';
import type { Event, Facts } from '../../src/model/event.ts';
import type { FactTest } from '../../src/model/fact-test.ts';
import type { AttemptTally, EventMatcher, Pattern, Sign } from '../../src/model/pattern.ts';
import { channels } from '../../src/normalize/channels.ts';
import { at, HOST } from '../support/events.ts';

let lastRecordId = 0;

/** An event of that kind, so many seconds after the start. */
export const event = (kind: string, seconds = 0, facts: Facts = {}): Event => ({
  kind,
  stage: undefined,
  time: at(seconds),
  host: HOST,
  source: {
    input: 'x.evtx',
    channel: channels.stack,
    provider: 'any',
    eventId: 1,
    recordId: ++lastRecordId,
  },
  activityId: undefined,
  processId: undefined,
  facts,
  summary: kind,
});

export const link = (of: Event, more: Partial<LinkedEvent> = {}): LinkedEvent => ({
  event: of,
  by: 'activity-id',
  ...more,
});

export const is = (...values: readonly (string | number)[]): FactTest => ({ test: 'one-of', values });

export const matcher = (
  kind: string | readonly string[],
  has: EventMatcher['has'] = {},
  atLeast = 1,
): EventMatcher => ({ kinds: typeof kind === 'string' ? [kind] : kind, has, atLeast });

export const sign = (more: Partial<Sign> = {}): Sign => ({
  confidence: 'certain',
  all: [],
  any: [],
  none: [],
  inOrder: false,
  reachedAtLeast: undefined,
  reachedAtMost: undefined,
  outcomes: [],
  replacedBy: [],
  isUnproven: false,
  needs: [],
  within: undefined,
  lasting: undefined,
  nearby: [],
  cutOffBy: [],
  noneAfter: [],
  ...more,
});

export const tally = (more: Partial<AttemptTally> = {}): AttemptTally => ({
  confidence: 'certain',
  causes: [],
  outcomes: [],
  per: 'client',
  count: 1,
  clients: 1,
  accounts: 0,
  hosts: 1,
  at: 'start',
  within: 600,
  share: 0,
  from: undefined,
  reachedAtMost: undefined,
  replacedBy: [],
  granted: false,
  unexplained: false,
  regular: undefined,
  needs: [],
  clientOf: [],
  ...more,
});

export const pattern = (id: string, more: Partial<Pattern> = {}): Pattern => ({
  id,
  class: 'credentials',
  title: `It was ${id}`,
  stage: 'authentication',
  actor: 'user',
  basis: 'documented',
  prominence: 'ordinary',
  precedence: 'specific',
  decidedBy: [],
  signs: [],
  hostSigns: [],
  tallies: [],
  failure: more.class !== 'normal',
  folds: false,
  contradictedBy: [],
  yieldsTo: [],
  explanation: '',
  tellTheUser: '',
  remedies: [],
  checks: [],
  references: [],
  ...more,
});

let lastAttempt = 0;

export const attempt = (events: readonly LinkedEvent[] = [], more: Partial<Attempt> = {}): Attempt => ({
  id: `attempt-${++lastAttempt}`,
  host: HOST,
  seenBy: 'server',
  client: { address: '198.51.100.7' },
  account: undefined,
  target: undefined,
  transport: 'tcp',
  connectionName: undefined,
  sessionId: undefined,
  replacedBy: undefined,
  cutOffBy: undefined,
  startedAt: at(0),
  endedAt: at(1),
  outcome: 'failed',
  reached: 'network',
  events,
  ...more,
});

/** An attempt that somebody said a cause of, as tallies count them. */
export const diagnosed = (
  seconds: number,
  client: string | undefined,
  cause: string | null = 'wrong-password',
  more: Partial<Attempt> & { readonly confidence?: Diagnosis['confidence'] } = {},
): DiagnosedAttempt => ({
  attempt: attempt([], {
    startedAt: at(seconds),
    client: client === undefined ? undefined : { address: client },
    ...more,
  }),
  diagnosis: {
    cause,
    class: 'credentials',
    confidence: more.confidence ?? 'certain',
    headline: '',
    evidence: [event('logon-failed', seconds)],
    contradicting: [],
    alternatives: [],
    notEvaluated: [],
  },
});
