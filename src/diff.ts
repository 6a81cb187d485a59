import { analyze, type AnalyzeOptions } from './analyze.ts';
import { readSavedJson } from './input/saved-report.ts';
import type { ReportDiff } from './model/report-diff.ts';
import type { Report } from './model/report.ts';
import { catalogRows } from './normalize/catalog/index.ts';
import { summaryReader } from './normalize/read-summary.ts';
import type { Pack } from './packs/pack.ts';
import { compare, type Selection } from './report/diff/compare.ts';
import { readReport } from './report/diff/read-report.ts';

/** A side of a comparison that cannot be had, with what is wrong. */
export class DiffError extends Error {
  override readonly name = 'DiffError';
}

/** A report, and the named paths that gave nothing. */
export interface LoadedReport {
  readonly report: Report;
  readonly unreadable: readonly string[];
}

/** Takes a path for a saved report where its content is one, and analyses it as logs otherwise. */
export async function loadReport(path: string, options: AnalyzeOptions = {}): Promise<LoadedReport> {
  const saved = readSavedJson(path);
  if (!saved) return analyze([path], options);
  if ('fault' in saved)
    throw new DiffError(`'${path}' begins like a saved report and cannot be read: ${saved.fault}`);
  const report = readReport(saved.value);
  if (typeof report === 'string') throw new DiffError(`'${path}' ${report}`);
  return { report, unreadable: [] };
}

/** Holds a working side against a failing one; throws a DiffError where a side selects nothing. */
export function compareReports(
  good: Report,
  bad: Report,
  selection: Selection,
  packs: readonly Pack[] = [],
): ReportDiff {
  const read = summaryReader([...catalogRows, ...packs.flatMap((pack) => pack.events ?? [])]);
  const diff = compare(good, bad, selection, read);
  if ('mistake' in diff) throw new DiffError(`${selection[diff.side].source}: ${diff.mistake}`);
  return diff;
}

export { readSelector } from './report/diff/read-selector.ts';
export type { Selection };
