import type { ReportDiff } from '../model/report-diff.ts';
import type { ReportDiffLine } from '../model/report-diff-line.ts';
import { jsonLine } from './json.ts';

/** Renders a comparison as lines of JSON, each a part of it. */
export function* renderDiffNdjson(diff: ReportDiff): Generator<string, void, undefined> {
  for (const line of diffLines(diff)) yield `${jsonLine(line)}\n`;
}

function* diffLines(diff: ReportDiff): Generator<ReportDiffLine, void, undefined> {
  const { schemaVersion, headline, good, bad, parting } = diff;
  yield { type: 'diff', schemaVersion, headline, good, bad, parting };
  for (const stage of diff.ladder) yield { type: 'stage', ...stage };
  for (const cause of diff.causes) yield { type: 'cause', ...cause };
  for (const one of diff.outside ?? []) yield { type: 'outside', ...one };
  for (const wait of diff.waits) yield { type: 'wait', ...wait };
  for (const trait of diff.traits) yield { type: 'trait', ...trait };
  for (const change of diff.changes) yield { type: 'change', ...change };
  for (const one of diff.notComparable) yield { type: 'not-comparable', ...one };
}
