import type { DiagnosedAttempt, NotEvaluated } from '../model/diagnosis.ts';
import type { RunOn } from '../model/pattern.ts';
import type { ReportElsewhere } from '../model/report.ts';
import { exportCommand } from '../model/export-command.ts';

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

/** A computer's word for itself. */
const isOwn = (target: string): boolean => /^(?:localhost|127\.[\d.]+|\[?::1\]?)(?::\d+)?$/i.test(target);

/** Logs of machines that these inputs have none of, those that would decide most first. */
export function buildElsewhere(
  attempts: readonly DiagnosedAttempt[],
  { names, undecided }: UnseenHost,
): readonly ReportElsewhere[] {
  const logs = new Map<string, Asked>();
  const note = (on: RunOn, channel: string, cause: string): void => {
    const key = `${on}\n${channel}`;
    const log = logs.get(key) ?? { on, channel, causes: new Map<string, number>() };
    logs.set(key, log);
    log.causes.set(cause, (log.causes.get(cause) ?? 0) + 1);
  };
  for (const { diagnosis } of attempts)
    for (const { cause, elsewhere = [] } of diagnosis?.notEvaluated ?? [])
      for (const { on, channel } of elsewhere) note(on, channel, cause);
  for (const { cause, missing } of undecided) for (const channel of missing) note('host', channel, cause);
  const targets = attempts.flatMap(({ attempt: { host, seenBy, target } }) =>
    seenBy === 'client' && target !== undefined ? [isOwn(target) ? host : target] : [],
  );
  const hosts = [...new Set([...targets, ...names])].sort();
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
