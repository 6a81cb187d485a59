import type { Report } from '../model/report.ts';

/** Renders the report as it is; JSON.stringify escapes what log text could do to a reader of lines. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
