import { analyze, type AnalyzeOptions } from './analyze.ts';
import { readMachineState, type ChannelState, type RecordAt } from './input/machine-state.ts';
import { runProcess, type RunProcess } from './input/run-process.ts';
import type { Doctor } from './model/doctor.ts';
import type { CheckedAudit, CheckedChannel, MachineCheck, RecordPlace } from './model/machine-check.ts';
import { formatMicros, micros } from './model/time.ts';
import { auditedBy, auditPolicies } from './normalize/audit-policies.ts';
import { checkedChannels, firstLogs, offByDefault } from './normalize/logs-to-ask-for.ts';
import { buildDoctor } from './report/doctor/build-doctor.ts';
import { buildMachineCheck } from './report/doctor/build-machine-check.ts';
import { version } from './version.ts';

/** Logs looked at for what they allow to say. */
export interface CheckedLogs {
  readonly doctor: Doctor;
  /** Named paths from which no record could be read. */
  readonly unreadable: readonly string[];
}

/** Says what was found in logs, what is missing for a full answer, and the commands to get it. */
export async function checkLogs(
  paths: readonly string[],
  options: AnalyzeOptions = {},
): Promise<CheckedLogs> {
  const { report, unreadable } = await analyze(paths, options);
  return { doctor: buildDoctor(report, { firstLogs, offByDefault }), unreadable };
}

/** Says what this Windows machine logs and what should be switched on; changes nothing. Tests give a `run` of their own. */
export async function checkMachine(run: RunProcess = runProcess): Promise<MachineCheck> {
  const state = await readMachineState(
    run,
    checkedChannels.map(({ channel }) => channel),
    auditPolicies.map(({ guid }) => guid),
  );
  return buildMachineCheck({
    tool: { name: 'rdpwhy', version },
    elevated: state.elevated ?? null,
    channels: state.channels.map(checkedChannel),
    audit: checkedAudit(state.audit),
    whyAudited: new Map(auditPolicies.map(({ guid, why }) => [guid, why])),
    offByDefault,
  });
}

function checkedChannel({ channel, access, code, settings, info, ...ends }: ChannelState): CheckedChannel {
  return {
    channel,
    on: checkedChannels.find((one) => one.channel === channel)?.on ?? 'host',
    access,
    ...(access === 'failed' && { code }),
    enabled: settings.enabled ?? null,
    mode: modeOf(settings),
    fileBytes: info.fileBytes ?? null,
    maxBytes: settings.maxBytes ?? null,
    records: info.records ?? null,
    overwritten: info.oldestNumber === undefined || ends.newest === undefined ? null : info.oldestNumber > 1,
    oldest: placeOf(ends.oldest),
    newest: placeOf(ends.newest),
  };
}

function modeOf({ retention, autoBackup }: ChannelState['settings']): CheckedChannel['mode'] {
  if (retention === undefined) return null;
  return retention ? (autoBackup === true ? 'archive' : 'retain') : 'circular';
}

const placeOf = (record: RecordAt | undefined): RecordPlace | null =>
  record ? { recordId: record.recordId, time: formatMicros(micros(record.time)) } : null;

function checkedAudit(settings: ReadonlyMap<string, string>): readonly CheckedAudit[] {
  return auditPolicies.flatMap(({ guid, name, on, wanted }) => {
    const setting = settings.get(guid);
    return setting === undefined
      ? []
      : [{ guid, name, on, wanted, audited: auditedBy(setting) ?? null, setting }];
  });
}
