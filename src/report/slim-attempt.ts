import type { Account, Attempt, Endpoint, LinkedEvent } from '../model/attempt.ts';
import type { Diagnosis, DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event, Facts } from '../model/event.ts';
import { createKnownLately } from '../model/known-lately.ts';

/**
 * Makes what leaves of an attempt only what is counted and named without its records: when, who, from where, how far
 * and why. Millions of them are held, so that what two have in common is held once.
 *
 * @param mostKnown So much is known at a time of what they have in common.
 */
export function createSlimmer(
  mostKnown: number = MOST_KNOWN,
): (diagnosed: DiagnosedAttempt) => DiagnosedAttempt {
  const pool = poolOf(mostKnown);
  const sameDiagnosis = pool<Diagnosis>(
    ({ cause, confidence }) => `${cause ?? ''}\n${confidence}`,
    (diagnosis) => ({ ...diagnosis, evidence: [], contradicting: [], alternatives: [], notEvaluated: [] }),
  );
  const sameClient = pool<Endpoint>(
    ({ address, name }) => `${address}\n${name ?? ''}`,
    ({ address, name }) => ({ address, ...(name === undefined ? {} : { name }) }),
  );
  const sameAccount = pool<Account>(({ domain, name }) => `${domain}\n${name}`);
  const sameText = pool<string>((text) => text);
  const slimEvent = (event: Event): Event => ({
    kind: event.kind,
    stage: event.stage,
    time: event.time,
    ...(event.clock && { clock: event.clock }),
    host: event.host,
    source: event.source,
    activityId: undefined,
    processId: undefined,
    facts: NONE,
    summary: sameText(event.summary),
  });
  /** When it last worked, or a logon was granted, is told by a record, as a report names one: without its facts. */
  const lastWord = ({ outcome, reached, events, isGranted }: Attempt): Attempt['events'] => {
    const isWord = ({ event }: LinkedEvent): boolean =>
      outcome === 'succeeded' ? event.stage === reached : event.kind === 'logon-succeeded';
    const link = outcome === 'succeeded' || isGranted ? events.find(isWord) : undefined;
    return link ? [{ event: slimEvent(link.event), by: link.by }] : NOTHING;
  };
  // Written out: an object that is spread from another may get a shape of its own, which is larger than it is.
  return ({ attempt: one, diagnosis }) => ({
    attempt: {
      id: one.id,
      host: one.host,
      seenBy: one.seenBy,
      client: one.client && sameClient(one.client),
      account: one.account && sameAccount(one.account),
      target: one.target === undefined ? undefined : sameText(one.target),
      transport: one.transport,
      connectionName: undefined,
      sessionId: undefined,
      replacedBy: one.replacedBy,
      cutOffBy: undefined,
      startedAt: one.startedAt,
      endedAt: one.endedAt,
      ...(one.endedBefore !== undefined && { endedBefore: one.endedBefore }),
      outcome: one.outcome,
      reached: one.reached,
      events: lastWord(one),
      ...(one.otherViews && { otherViews: one.otherViews }),
      ...(one.mayBe && { mayBe: one.mayBe }),
      ...(one.isUnproven && { isUnproven: one.isUnproven }),
      ...(one.isGranted && { isGranted: one.isGranted }),
    },
    diagnosis: diagnosis && sameDiagnosis(diagnosis),
  });
}

const NONE: Facts = {};
const NOTHING: Attempt['events'] = [];

/** So many different ones are known at a time: a scanner may have an address of its own for every try. */
const MOST_KNOWN = 100_000;

/** Makes pools of this size, in which one stands for all that say the same. */
const poolOf =
  (mostKnown: number) =>
  <T>(keyOf: (one: T) => string, slim: (one: T) => T = (one) => one): ((one: T) => T) => {
    const known = createKnownLately<T>(mostKnown);
    return (one) => known(keyOf(one), () => slim(one));
  };
