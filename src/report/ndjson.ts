import type { Report } from '../model/report.ts';
import type { ReportLine } from '../model/report-line.ts';
import { jsonLine } from './json.ts';

/** Renders a report as lines of JSON, each a part of it: what there is once, then causes, attempts and what was read. */
export function* renderNdjson(report: Report): Generator<string, void, undefined> {
  for (const line of reportLines(report)) yield `${jsonLine(line)}\n`;
}

function* reportLines(report: Report): Generator<ReportLine, void, undefined> {
  const { causes, attempts, coverage, inputs, problems, ...once } = report;
  yield { type: 'report', ...once };
  for (const cause of causes) yield { type: 'cause', ...cause };
  for (const attempt of attempts) yield { type: 'attempt', ...attempt };
  for (const row of coverage) yield { type: 'coverage', ...row };
  for (const input of inputs) yield { type: 'input', ...input };
  for (const problem of problems) yield { type: 'problem', ...problem };
}
