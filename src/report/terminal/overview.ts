import type { Report } from '../../model/report.ts';
import { causeOverview, overviewHeading } from '../cause-overview.ts';
import { plainText } from '../plain-text.ts';
import { cellsOf, column, fit } from './cells.ts';
import type { Layout } from './layout.ts';

const HOSTS = 20;

/** The causes as a table, where there are many on many machines: which, how often, on which. */
export function renderOverview(report: Report, { width, paint }: Layout): string[] {
  const rows = causeOverview(report);
  if (rows.length === 0) return [];
  const hosts = Math.min(HOSTS, Math.max(...rows.map((row) => cellsOf(plainText(row.hosts)))));
  const failures = Math.max('times'.length, ...rows.map((row) => row.failures.length));
  const line = (place: string, times: string, host: string, title: string): string => {
    const head = `${place.padStart(2)}  ${times.padStart(failures)}  ${column(plainText(host), hosts)}  `;
    return head + fit(plainText(title), Math.max(0, width - 2 - 2 - failures - 2 - hosts - 2));
  };
  return [
    paint.bold(overviewHeading),
    line('', 'times', 'host', 'cause'),
    ...rows.map((row) => line(String(row.place), row.failures, row.hosts, row.title)),
    '',
  ];
}
