import type { Report } from '../model/report.ts';
import type { ReportLine } from '../model/report-line.ts';
import { jsonLine } from './json.ts';

/** Renders a report as lines of JSON, each a part of it: what there is once, then causes, attempts and what was read. */
export function* renderNdjson(report: Report): Generator<string, void, undefined> {
  for (const line of reportLines(report)) yield `${jsonLine(line)}\n`;
}

function* reportLines(report: Report): Generator<ReportLine, void, undefined> {
  const { schemaVersion, tool, summary, symptom, bounds, hosts } = report;
  yield {
    type: 'report',
    schemaVersion,
    tool,
    summary,
    ...(symptom && { symptom }),
    ...(bounds && { bounds }),
    hosts,
  };
  for (const cause of report.causes) yield { type: 'cause', ...cause };
  for (const attempt of report.attempts) yield { type: 'attempt', ...attempt };
  for (const row of report.coverage) yield { type: 'coverage', ...row };
  for (const input of report.inputs) yield { type: 'input', ...input };
  for (const problem of report.problems) yield { type: 'problem', ...problem };
}
