import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt, NotEvaluated } from '../model/diagnosis.ts';
import type { RunOn } from '../model/pattern.ts';
import type { ReportCoverage, ReportElsewhere, ReportHost } from '../model/report.ts';
import { exportCommand } from '../model/export-command.ts';
import { shortHost } from './words.ts';

/** The log that every machine is asked for that is connected to. */
const STACK = '-RdpCoreTS/Operational';

interface Asked {
  readonly on: RunOn;
  readonly channel: string;
  readonly causes: Map<string, number>;
}

/** Causes that logs of the remote computer would decide, where no log shows it at all, and what it is called. */
export interface UnseenHost {
  readonly names: readonly string[];
  readonly undecided: readonly NotEvaluated[];
}

/**
 * Logs of machines that these inputs have none of, those that would decide most first. A machine that gave some of its logs is
 * asked for the others in `coverage`, whatever a client called it.
 */
export function buildElsewhere(
  attempts: readonly DiagnosedAttempt[],
  { names, undecided }: UnseenHost,
  machines: readonly ReportHost[],
  coverage: readonly ReportCoverage[],
): readonly ReportElsewhere[] {
  const logs = new Map<string, Asked>();
  const note = (on: RunOn, channel: string, cause: string): void => {
    const key = `${on}\n${channel}`;
    const log = logs.get(key) ?? { on, channel, causes: new Map<string, number>() };
    logs.set(key, log);
    log.causes.set(cause, (log.causes.get(cause) ?? 0) + 1);
  };
  const isHere = createIsHere(machines, coverage);
  for (const { attempt, diagnosis } of attempts)
    for (const { cause, elsewhere = [] } of diagnosis?.notEvaluated ?? [])
      for (const { on, channel } of elsewhere)
        if (on !== 'host' || !isHere(targetOf(attempt))) note(on, channel, cause);
  for (const { cause, missing } of undecided) for (const channel of missing) note('host', channel, cause);
  const targets = attempts.flatMap(({ attempt }) => targetOf(attempt) ?? []);
  const hosts = [...new Set([...targets, ...names])].filter((name) => !isHere(name)).sort();
  return [...logs.values()]
    .sort((a, b) => b.causes.size - a.causes.size || (a.channel < b.channel ? -1 : 1))
    .map(({ on, channel, causes }) => ({
      on,
      names: on === 'host' ? hosts : [],
      channel,
      neededBy: [...causes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([cause]) => cause),
      collect: exportCommand(channel),
    }));
}

/** What a client that alone tells of an attempt asked for: another machine, or itself. */
const targetOf = ({ host, seenBy, target }: Attempt): string | undefined =>
  seenBy !== 'client' || target === undefined ? undefined : isOwn(target) ? host : target;

/** Clients name their target as somebody typed it: in any case, with its domain or without. */
function createIsHere(
  machines: readonly ReportHost[],
  coverage: readonly ReportCoverage[],
): (target: string | undefined) => boolean {
  const plain = (name: string): string => (isAddress(name) ? name : shortHost(name).toLowerCase());
  // Of a client alone, coverage asks for the logs of a client.
  const asked = new Set(coverage.flatMap(({ host, channel }) => (channel.endsWith(STACK) ? host : [])));
  const others = machines.filter(({ name }) => asked.has(name));
  const known = new Set(others.flatMap(({ name, aliases }) => [name, ...aliases]).map(plain));
  return (target) => target !== undefined && known.has(plain(target));
}

const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':');

/** A computer's word for itself. */
const isOwn = (target: string): boolean =>
  /^(?:localhost$|localhost\.|127(?:\.\d+){3}$|\[?::1\]?$)/i.test(target);
