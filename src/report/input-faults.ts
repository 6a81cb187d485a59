import type { Report, ReportInput } from '../model/report.ts';
import { integrityFaults } from './integrity-faults.ts';
import { count, fileName } from './words.ts';

const SHOWN_FILES = 5;

/** What of the inputs says nothing on the matter, is not whole or could not be read: a sentence each; log text. */
export const inputFaults = (report: Report): readonly string[] => [
  ...foreign(report.inputs.filter(isForeign)),
  ...integrityFaults(report),
  ...problemLines(report),
];

/** A log that was read well and says nothing on the matter. */
const isForeign = ({ records, format }: ReportInput): boolean =>
  format !== 'unknown' && records.read > 0 && records.events === 0 && records.duplicates === 0;

function foreign(inputs: readonly ReportInput[]): readonly string[] {
  if (inputs.length === 0) return [];
  const names = inputs.map((input) => input.path.replace(/^.*[\\/]/, ''));
  const shown = names.length > SHOWN_FILES ? [...names.slice(0, SHOWN_FILES), '…'] : names;
  return [`${count(inputs.length, 'log')} without a record that bears on a connection: ${shown.join(', ')}`];
}

const problemText: Readonly<Record<string, string>> = {
  'bad-record': 'records could not be read',
  'bad-chunk': 'blocks of records could not be read',
  'bad-template': 'records with broken structure',
  'bad-value': 'values could not be read',
  'bad-xml': 'events that are not well-formed',
  truncated: 'the file ends early',
  'bad-json': 'JSON values that could not be read',
  'unknown-zone': 'times without a zone, taken as UTC: other logs may be off by hours',
  'unknown-date-order':
    'dates that do not tell whether the day or the month comes first: times may be off by months',
  'lost-activity':
    'a form without ActivityIDs, so that attempts cannot be told apart and failed ones may be missing',
};

/** One line per input and sort of problem: a damaged log can have thousands. */
function problemLines(report: Report): readonly string[] {
  const groups = new Map<string, { text: string; count: number }>();
  for (const { input, code, message, count: times } of report.problems) {
    // Where they do not hold is for a program; how many is told with the rest of what is not whole.
    if (code === 'bad-checksum') continue;
    const key = `${input}\n${code}`;
    const file = fileName(input);
    const group = groups.get(key) ?? { text: `${file}: ${problemText[code] ?? message}`, count: 0 };
    groups.set(key, group);
    group.count += times;
  }
  return [...groups.values()].map(
    ({ text, count: times }) => `${text}${times > 1 ? ` (${times} places)` : ''}`,
  );
}
