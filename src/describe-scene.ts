import { diagnoseHost, undecidedCauses } from './diagnose/diagnose-host.ts';
import type { HostScene } from './host-scene.ts';
import type { Attempt } from './model/attempt.ts';
import type { CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis, NotEvaluated } from './model/diagnosis.ts';
import { textFact } from './model/event.ts';
import type { Pattern, RunOn } from './model/pattern.ts';
import type { HostRole } from './model/report.ts';
import { channels, coreChannels } from './normalize/channels.ts';
import type { HostScene as CoverageScene } from './report/build-coverage.ts';
import type { HostTraits } from './timeline/describe-hosts.ts';

/** A host with all that is said of it. */
export interface DescribedScene extends CoverageScene {
  readonly attempts: readonly DiagnosedAttempt[];
  readonly diagnoses: readonly HostDiagnosis[];
  /** Attempts that are held without their records. */
  readonly unlisted: readonly DiagnosedAttempt[];
}

interface Knowledge {
  readonly patterns: readonly Pattern[];
  readonly seen: CoverageView;
  /** Some machine's logs show it as host or client. */
  readonly anyRole: boolean;
}

/** Says of each host what no single attempt shows: its own causes, the logs it should have given, what these would decide. */
export function describeScenes(
  scenes: readonly HostScene[],
  patterns: readonly Pattern[],
  seen: CoverageView,
): readonly DescribedScene[] {
  const anyRole = scenes.some(({ traits }) => hasRole(traits));
  return scenes.map((scene) => describeScene(scene, { patterns, seen, anyRole }));
}

function describeScene(scene: HostScene, { patterns, seen, anyRole }: Knowledge): DescribedScene {
  const { host, traits, unattached, index, past, leftovers } = scene;
  const attempts = scene.attempts.map(({ one }) => ofHost(one, host));
  const { wasSeen } = seen;
  const diagnoses = diagnoseHost({ host, attempts, unattached, wasSeen, index, past }, patterns);
  const wanted = wantedChannels(traits, attempts.length, anyRole);
  const machines: RunOn[] = [];
  if (wanted.includes(channels.stack)) machines.push('host');
  if (wanted.includes(channels.gateway)) machines.push('gateway');
  if (wanted.includes(channels.client)) machines.push('client');
  const undecided = undecidedCauses({ host, machines }, patterns, seen);
  const unlisted = attempts.filter((_, i) => scene.attempts[i]?.isWhole === false);
  const isAuditOff =
    !traits.auditsRefusals && attempts.some(({ attempt }) => isRefusedUnheard(attempt, seen));
  return { host, attempts, leftovers, isAuditOff, wanted, undecided, diagnoses, unlisted };
}

/** Windows refused the credentials while the audit's log was there. */
const isRefusedUnheard = ({ host, startedAt, events }: Attempt, { wasSeen }: CoverageView): boolean =>
  wasSeen(host, channels.security, startedAt) &&
  events.some(({ event }) => event.kind === 'credentials-refused');

/** What was judged before its machine was renamed bears the old name. */
export const ofHost = (one: DiagnosedAttempt, host: string): DiagnosedAttempt =>
  one.attempt.host === host ? one : { ...one, attempt: { ...one.attempt, host } };

/**
 * The channels that matter for a machine: those of a host where it took connections, those of a client where it made
 * them, a gateway's own, none for a machine that only lent its records. Where no machine shows either, the host's are the ones to ask for.
 */
function wantedChannels(traits: HostTraits, attempts: number, anyRole: boolean): readonly string[] {
  const asClient = traits.channels.has(channels.client);
  const asHost = isHost(traits) || (attempts > 0 && !asClient);
  // Only a gateway keeps that log, or has that service.
  const asGateway = traits.channels.has(channels.gateway) || traits.roles.has('gateway');
  return [
    ...(asClient ? [channels.client, channels.system] : []),
    ...(asGateway ? [channels.gateway, channels.security] : []),
    ...(asHost || (!anyRole && !isOther(traits)) ? coreChannels : []),
  ];
}

/** A machine that serves others' connections: the host's logs cannot be asked for there. */
const isOther = ({ roles }: HostTraits): boolean =>
  others.some((role) => roles.has(role)) && !roles.has('server');
const others: readonly HostRole[] = ['gateway', 'broker', 'licence-server', 'domain-controller'];

/** What the logs of the remote computer would decide where only machines on the way to it, or beside it, gave theirs. */
export function unseenHost(
  scenes: readonly HostScene[],
  patterns: readonly Pattern[],
): { readonly names: readonly string[]; readonly undecided: readonly NotEvaluated[] } {
  const isUnseen = scenes.length > 0 && scenes.every(({ traits }) => isOther(traits) && !hasRole(traits));
  if (!isUnseen) return { names: [], undecided: [] };
  const targets = scenes.flatMap(({ unattached }) =>
    unattached.flatMap((event) =>
      event.kind.startsWith('gateway-') ? (textFact(event, 'target') ?? []) : [],
    ),
  );
  const nothing = { hasChannel: () => false };
  const undecided = undecidedCauses({ host: '', machines: ['host'] }, patterns, nothing);
  return { names: [...new Set(targets)].sort(), undecided };
}

const isHost = (traits: HostTraits): boolean =>
  [channels.stack, channels.connections, channels.sessions].some((channel) => traits.channels.has(channel));

/** Whether a machine's logs show it as host or client. */
const hasRole = (traits: HostTraits): boolean => isHost(traits) || traits.channels.has(channels.client);
