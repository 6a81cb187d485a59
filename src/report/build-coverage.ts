import type { CoverageState, CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt, NotEvaluated } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { ReportCoverage } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';

/** What one host's records came to, as far as coverage has to tell of it. */
export interface HostScene {
  readonly host: string;
  readonly attempts: readonly DiagnosedAttempt[];
  readonly unattached: readonly Event[];
  /** Channels that matter for a machine of this role. */
  readonly wanted: readonly string[];
  /** Causes of the host itself that could not be judged. */
  readonly undecided: readonly NotEvaluated[];
}

/** Remains of connections whose other records are lost: a listener's word, a TLS failure without its client. */
const remains: ReadonlySet<string> = new Set([
  'connection-received',
  'connection-closed',
  'security-layer-failed',
  'tls-key-unreadable',
  'tls-credential-failed',
  'tls-no-common-cipher',
  'tls-alert-sent',
  'tls-alert-received',
]);

/** Says, per host and channel, what was seen and what was not, and which causes hang on it. */
export function buildCoverage(view: CoverageView, scenes: readonly HostScene[]): ReportCoverage[] {
  return scenes.flatMap((scene) => hostCoverage(view, scene));
}

function hostCoverage(view: CoverageView, scene: HostScene): ReportCoverage[] {
  const seen = view.rows.filter((row) => row.host === scene.host);
  const needed = neededBy(scene);
  const unattributed = tally(scene.unattached.filter((event) => remains.has(event.kind)));
  const cleared = clearedChannels(scene.unattached);
  const names = new Set([...seen.map((row) => row.channel), ...scene.wanted, ...needed.keys()]);
  return [...names].sort().map((channel) => {
    const row = seen.find((candidate) => candidate.channel === channel);
    const state = stateOf(view, scene.host, channel, cleared);
    const lost = unattributed.get(channel);
    return {
      host: scene.host,
      channel,
      state,
      firstTime: row?.firstTime === undefined ? null : formatMicros(row.firstTime),
      lastTime: row?.lastTime === undefined ? null : formatMicros(row.lastTime),
      ranges: row?.ranges.map((range) => [range.first, range.last] as const) ?? [],
      ...(lost === undefined ? {} : { unattributed: lost }),
      neededBy: needed.get(channel) ?? [],
      collect: state === 'seen' && !needed.has(channel) ? '' : exportCommand(channel),
    };
  });
}

function stateOf(
  view: CoverageView,
  host: string,
  channel: string,
  cleared: ReadonlySet<unknown>,
): CoverageState {
  if (view.hasChannel(host, channel)) return cleared.has(channel) ? 'cleared' : 'seen';
  return view.empty.has(channel) ? 'empty' : 'missing';
}

/** 1102 speaks of the Security log it stands in, 104 names another. */
const clearedChannels = (events: readonly Event[]): ReadonlySet<unknown> =>
  new Set(
    events
      .filter((event) => event.kind === 'log-cleared')
      .map((event) => event.facts['log'] ?? event.source.channel),
  );

function neededBy({ attempts, undecided }: HostScene): ReadonlyMap<string, readonly string[]> {
  const causes = new Map<string, Set<string>>();
  const note = ({ cause, missing }: NotEvaluated): void => {
    for (const channel of missing) causes.set(channel, (causes.get(channel) ?? new Set()).add(cause));
  };
  for (const { diagnosis } of attempts) diagnosis?.notEvaluated.forEach(note);
  undecided.forEach(note);
  return new Map([...causes].map(([channel, ids]) => [channel, [...ids].sort()]));
}

function tally(events: readonly Event[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { source } of events) counts.set(source.channel, (counts.get(source.channel) ?? 0) + 1);
  return counts;
}

const exportCommand = (channel: string): string =>
  `wevtutil epl "${channel}" "${channel.replaceAll('/', '%4')}.evtx"`;
