import type { CoverageState, CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt, NotEvaluated } from '../model/diagnosis.ts';
import type { FoundLack } from '../model/collected.ts';
import type { Event } from '../model/event.ts';
import type { ReportCoverage } from '../model/report.ts';
import { exportCommand } from '../model/export-command.ts';
import { formatMicros } from '../model/time.ts';
import { faultWords } from './fault-words.ts';

/** What one host's records came to, as far as coverage has to tell of it. */
export interface HostScene {
  readonly host: string;
  readonly leftovers: Leftovers;
  /** Refusals that the stack's log knows of are in no audit, though the audit's log was there at the time. */
  readonly isAuditOff: boolean;
  /** Channels that matter for a machine of this role. */
  readonly wanted: readonly string[];
  /** Causes of the host itself that could not be judged. */
  readonly undecided: readonly NotEvaluated[];
}

/** Remains of connections whose other records are lost: a listener's word, a TLS failure without its client, a session's end. */
const remains: ReadonlySet<string> = new Set([
  'connection-received',
  'connection-closed',
  'security-layer-failed',
  'tls-key-unreadable',
  'tls-credential-failed',
  'tls-no-common-cipher',
  'tls-alert-sent',
  'tls-alert-received',
  'session-disconnect-reason',
]);

/** What the events that no attempt explains say of their logs; nothing of the events themselves is held. */
export interface Leftovers {
  /** By channel: events of connections whose other records are lost. */
  readonly unattributed: Map<string, number>;
  /** Channels whose log was cleared. */
  readonly cleared: Set<string>;
  /** By channel that was not there: causes of attempts that it would have decided. */
  readonly undecided: Map<string, Set<string>>;
}

export const noLeftovers = (): Leftovers => ({
  unattributed: new Map(),
  cleared: new Set(),
  undecided: new Map(),
});

/** Notes what could not be judged of an attempt. */
export function noteUndecided(causes: Leftovers['undecided'], { diagnosis }: DiagnosedAttempt): void {
  for (const one of diagnosis?.notEvaluated ?? []) noteMissing(causes, one);
}

function noteMissing(causes: Leftovers['undecided'], { cause, missing }: NotEvaluated): void {
  for (const channel of missing) causes.set(channel, (causes.get(channel) ?? new Set()).add(cause));
}

/** Puts what was left over under one name of a machine to what was left over under another. */
export function joinLeftovers(into: Leftovers, { unattributed, cleared, undecided }: Leftovers): void {
  for (const channel of cleared) into.cleared.add(channel);
  for (const [channel, count] of unattributed)
    into.unattributed.set(channel, count + (into.unattributed.get(channel) ?? 0));
  for (const [channel, causes] of undecided)
    for (const cause of causes) noteMissing(into.undecided, { cause, missing: [channel] });
}

/** Counts an event that no attempt explains. */
export function noteLeftover({ unattributed, cleared }: Leftovers, { kind, source, facts }: Event): void {
  const { channel } = source;
  if (remains.has(kind)) unattributed.set(channel, (unattributed.get(channel) ?? 0) + 1);
  // 1102 speaks of the Security log it stands in, 104 names another.
  if (kind === 'log-cleared') cleared.add(String(facts['log'] ?? channel));
}

/** The channel of Windows' audit. */
const AUDIT = 'Security';

/**
 * Says, per host and channel, what was seen and what was not, and which causes hang on it. That the logs of
 * `statedSilent` channels show nothing is somebody's word.
 */
export function buildCoverage(
  view: CoverageView,
  scenes: readonly HostScene[],
  said: SaidOfLogs = {},
): ReportCoverage[] {
  return scenes.flatMap((scene) => hostCoverage(view, scene, said));
}

/** What others say of logs. */
interface SaidOfLogs {
  readonly statedSilent?: ReadonlySet<string>;
  /** Why a log gave no record, by the word of what collected it. */
  readonly lackOf?: (host: string, channel: string) => FoundLack | undefined;
}

function hostCoverage(
  view: CoverageView,
  scene: HostScene,
  { statedSilent, lackOf }: SaidOfLogs,
): ReportCoverage[] {
  const seen = view.rowsOf(scene.host);
  const needed = neededBy(scene);
  const { unattributed, cleared } = scene.leftovers;
  const names = new Set([...seen.map((row) => row.channel), ...scene.wanted, ...needed.keys()]);
  return [...names].sort().map((channel) => {
    const row = seen.find((candidate) => candidate.channel === channel);
    const state = stateOf(view, scene.host, channel, cleared);
    const lost = unattributed.get(channel);
    const fault = state === 'missing' ? view.unread.get(channel) : undefined;
    const isSilent = state === 'empty' || fault !== undefined;
    const isStated = row?.stated === true || (isSilent && statedSilent?.has(channel) === true);
    const found = lackOf?.(scene.host, channel);
    const isBeyondExport = found === 'absent' || (found === 'off' && state !== 'seen');
    return {
      host: scene.host,
      channel,
      state,
      ...(isStated && { stated: true }),
      ...(found && { found }),
      ...(fault && { unread: faultWords(fault) }),
      firstTime: row?.firstTime === undefined ? null : formatMicros(row.firstTime),
      lastTime: row?.lastTime === undefined ? null : formatMicros(row.lastTime),
      ranges: row?.ranges.map((range) => [range.first, range.last] as const) ?? [],
      ...(lost === undefined ? {} : { unattributed: lost }),
      ...(channel === AUDIT && scene.isAuditOff && { notAudited: AUDIT_REFUSALS }),
      neededBy: needed.get(channel) ?? [],
      collect: isBeyondExport || (state === 'seen' && !needed.has(channel)) ? '' : exportCommand(channel),
    };
  });
}

/** The subcategory "Logon", by its GUID, for its name is in the system's language; [MS-GPAC] 2.2.1.2. */
const AUDIT_REFUSALS = 'auditpol /set /subcategory:"{0CCE9215-69AE-11D9-BED3-505054503030}" /failure:enable';

function stateOf(
  view: CoverageView,
  host: string,
  channel: string,
  cleared: ReadonlySet<string>,
): CoverageState {
  if (view.hasChannel(host, channel)) return cleared.has(channel) ? 'cleared' : 'seen';
  return view.empty.has(channel) ? 'empty' : 'missing';
}

function neededBy({ leftovers, undecided }: HostScene): ReadonlyMap<string, readonly string[]> {
  const causes = new Map([...leftovers.undecided].map(([channel, ids]) => [channel, new Set(ids)]));
  for (const one of undecided) noteMissing(causes, one);
  return new Map([...causes].map(([channel, ids]) => [channel, [...ids].sort()]));
}
