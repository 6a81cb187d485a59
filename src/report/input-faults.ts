import type { Report, ReportInput } from '../model/report.ts';
import { grouped } from './grouped.ts';
import { integrityFaults } from './integrity-faults.ts';
import { count, fileName } from './words.ts';

const SHOWN_FILES = 5;
/** So many logs with the same fault are named. */
const NAMED_FILES = 2;

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
  'bad-csv': 'rows that could not be read',
};

/** What a form of logs keeps back, which is told once for all logs of that form. */
export const formText: Readonly<Record<string, string>> = {
  'unknown-zone': 'times without a zone, taken as UTC: other logs may be off by hours',
  'unknown-date-order':
    'dates that do not tell whether the day or the month comes first: times may be off by months',
  'bad-encoding':
    'letters of another encoding, perhaps of a code page: names that have them are not whole; save it as .evtx, or as UTF-8',
  'other-text': 'text between the events, passed over',
  'lost-activity':
    'a form without ActivityIDs, so that attempts are told apart by the order of their steps, and some of several at once may be missing; save them as .evtx, or as XML',
  'lost-fields':
    'a form without the values of fields, so that names and codes are missing; save them as .evtx, or as XML',
};

/**
 * One line for each sort of problem that is told in the same words of several inputs, and for what is told of one: a damaged
 * log can have thousands, and an export has the same loss in every file.
 */
function problemLines(report: Report): readonly string[] {
  const groups = new Map<string, { text: string; inputs: Set<string>; count: number }>();
  for (const { input, code, message, count: times } of report.problems) {
    // Where they do not hold is for a program; how many is told with the rest of what is not whole.
    if (code === 'bad-checksum') continue;
    // Words of our own are about the form; any other message is about this one place, and the first stands for all.
    const said = formText[code];
    const key = said === undefined ? `${input}\n${code}` : code;
    const text = said ?? problemText[code] ?? message;
    const group = groups.get(key) ?? { text, inputs: new Set<string>(), count: 0 };
    groups.set(key, group);
    group.inputs.add(input);
    group.count += times;
  }
  return [...groups.values()].map(({ text, inputs, count: times }) => {
    const places = times > inputs.size ? ` (${grouped(times)} places)` : '';
    return `${namesOf([...inputs].map(fileName))}: ${text}${places}`;
  });
}

const namesOf = (files: readonly string[]): string =>
  files.length > NAMED_FILES ? `${count(files.length, 'log')}, ${files[0]} among them` : files.join(', ');
