import { analyze, type AnalyzeOptions } from './analyze.ts';
import type { Doctor } from './model/doctor.ts';
import { firstLogs, offByDefault } from './normalize/logs-to-ask-for.ts';
import { buildDoctor } from './report/doctor/build-doctor.ts';

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
