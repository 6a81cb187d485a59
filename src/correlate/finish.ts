import type { Account, Attempt, Endpoint, Outcome } from '../model/attempt.ts';
import { NETWORK } from './logon-candidates.ts';
import { isRemoteDesktops, numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { MINUTE, type Micros } from '../model/time.ts';
import { stageRank, type Stage } from '../model/vocabulary.ts';
import { attemptId } from './attempt-id.ts';
import {
  accountKinds,
  clientOf,
  desktopKinds,
  isDesktopLogon,
  isOwn,
  find,
  has,
  pickNumber,
  pickText,
  type Draft,
} from './draft.ts';
import { targetOf } from './join-client.ts';
import { stepRank } from './step-order.ts';

/** An attempt without an end this close to the end of the logs may still be going on. */
const STILL_OPEN = 5 * MINUTE;

/** Turns a draft into an attempt: who, when, how far, and how it ended. */
export function finish(draft: Draft, host: string, lastSeen: Micros): Attempt {
  const events = [...draft.links].sort(
    (a, b) =>
      a.event.time - b.event.time ||
      stepRank(a.event) - stepRank(b.event) ||
      (a.event.source.channel < b.event.source.channel
        ? -1
        : a.event.source.channel > b.event.source.channel
          ? 1
          : 0) ||
      a.event.source.recordId - b.event.source.recordId,
  );
  return {
    id: attemptId(draft),
    host,
    seenBy: draft.seenBy,
    client: endpoint(draft),
    account: account(draft),
    target: targetOf(draft),
    transport: transport(draft),
    connectionName: pickText(draft, 'connectionName', ['connection-created', 'session-assigned']),
    sessionId: pickNumber(draft, 'sessionId', [
      'session-reconnected',
      'session-logged-on',
      'session-assigned',
    ]),
    replacedBy: draft.replacedBy,
    cutOffBy: draft.cutOffBy,
    startedAt: draft.start,
    endedAt: draft.end,
    outcome: outcome(draft, lastSeen),
    reached: reached(draft),
    events,
    ...(isGranted(draft) && { isGranted: true }),
    ...(draft.isUnproven && !events.some(({ event }) => isRemoteDesktops(event)) && { isUnproven: true }),
  };
}

function endpoint(draft: Draft): Endpoint | undefined {
  const address = clientOf(draft);
  if (address === undefined) return undefined;
  const port = pickNumber(draft, 'clientPort', ['connection-accepted']);
  const name =
    pickText(draft, 'clientName', ['station-reconnected', 'station-disconnected']) ?? workstationOf(draft);
  return { address, ...(port === undefined ? {} : { port }), ...(name === undefined ? {} : { name }) };
}

/**
 * What a refused network logon calls the client. A logon of types 7 and 10 names the host itself there, for a process of its
 * own asks for it: all 33 with a name in the real logs do.
 */
const workstationOf = (draft: Draft): string | undefined =>
  pickText(
    { ...draft, links: draft.links.filter(({ event }) => numberFact(event, 'logonType') === NETWORK) },
    'workstation',
    ['logon-failed'],
  );

function account(draft: Draft): Account | undefined {
  for (const kind of accountKinds) {
    // An event that would fit other attempts as well does not say whose this one is.
    const own = draft.links.find((link) => link.event.kind === kind && link.rivals === undefined)?.event;
    const name = own && textFact(own, 'account');
    if (own && name !== undefined) return { domain: textFact(own, 'domain') ?? '', name };
  }
  return undefined;
}

function transport(draft: Draft): Attempt['transport'] {
  const accepted = find(draft, 'connection-accepted');
  if (accepted) return accepted.facts['transport'] === 'UDP' ? 'udp' : 'tcp';
  // Hyper-V's listener has this fixed name; its connections come over the virtual machine bus.
  const listener = find(draft, 'connection-received')?.facts['listener'];
  if (listener === '31C5CE94259D4006A9E4') return 'vmbus';
  return listener === undefined ? 'unknown' : 'tcp';
}

function reached(draft: Draft): Stage {
  let best: Stage = 'network';
  for (const { event } of draft.links) {
    if (event.stage && stageRank(event.stage) > stageRank(best)) best = event.stage;
  }
  return best;
}

/** A network logon is the attempt's own where Remote Desktop says that this step was passed. */
function isGranted(draft: Draft): boolean {
  const granted = draft.links.filter((link) => link.event.kind === 'logon-succeeded' && isOwn(link));
  return granted.some(isDesktopLogon) || (granted.length > 0 && has(draft, 'authentication-passed'));
}

const failureKinds: readonly string[] = [
  'security-layer-failed',
  'credentials-refused',
  'logon-failed',
  'logon-call-failed',
  'remote-logon-denied',
  'credssp-version-refused',
  'client-name-unresolved',
] satisfies KnownKind[];
const refuses = ({ kind }: Event): boolean => failureKinds.includes(kind);
const endKinds = [
  'connection-closed',
  'connection-ended',
  'session-disconnected',
  'session-disconnect-reason',
  'client-disconnected',
] as const;

/** What the events alone say; the diagnosis may still find that an ended session did not end well. */
function outcome(draft: Draft, lastSeen: Micros): Outcome {
  if (has(draft, ...desktopKinds)) return 'succeeded';
  // Without the session manager's word, a desktop logon by the audit is all there is to see of a success; what was
  // refused before it at the same logon screen is no failure of the connection.
  const managerSeen = draft.links.some(({ event }) => event.source.provider.endsWith('LocalSessionManager'));
  if (draft.links.some((link) => isDesktopLogon(link) && isOwn(link)) && !managerSeen) return 'succeeded';
  const refusals = draft.links.filter(({ event }) => refuses(event));
  if (refusals.some(isOwn)) return 'failed';
  // Where both a refusal and a logon may be another's nobody knows which is this one's.
  if (refusals.length > 0) return draft.links.some(isDesktopLogon) ? 'unknown' : 'failed';
  const stackSeen = has(draft, 'connection-accepted', 'connection-created', 'session-assigned');
  if (has(draft, ...endKinds)) return stackSeen || draft.seenBy === 'client' ? 'failed' : 'unknown';
  return stackSeen && !draft.cutOffBy && lastSeen - draft.end < STILL_OPEN ? 'open' : 'unknown';
}
