import type { Report } from '../model/report.ts';

/**
 * Renders the report as it is. Half a surrogate pair, which logs can hold and many JSON readers refuse, becomes
 * U+FFFD.
 */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, wellFormed, 2)}\n`;
}

const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;
