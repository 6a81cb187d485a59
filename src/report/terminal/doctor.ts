import type { AskedMachine, Doctor, FoundLog, FoundMachine, LoggingChange } from '../../model/doctor.ts';
import type { ReportInput } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { machineName } from '../machine-words.ts';
import { bareSpan, count, fileName, zonesText } from '../words.ts';
import { askLines, commandLine, isNeeded, isWanted } from './asked-logs.ts';
import { createLayout, wrap, type Layout } from './layout.ts';

const [INDENT, DEEPER] = ['   ', '     '];

/** Renders what is missing for a terminal: what to ask of whom first, then what was found. */
export function renderDoctor(
  doctor: Doctor,
  options: { readonly width?: number; readonly color?: boolean } = {},
): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  return [
    layout.paint.bold(wrap(`${doctor.advice}.`, layout.width)),
    ...doctor.notices.map((text) => layout.paint.dim(wrap(text, layout.width))),
    ...(doctor.ask.some(isWanted) ? [wrap(HASTE, layout.width)] : []),
    '',
    ...askLines(doctor.ask, layout),
    ...changeLines(doctor.ask, layout),
    ...notNeeded(doctor, layout),
    ...foundLines(doctor, layout),
    ...inputLines(doctor, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const HASTE =
  'Have them saved before anything is restarted, repaired or tried again: that writes over records. These commands only read and save logs.';

function changeLines(ask: readonly AskedMachine[], { width, paint }: Layout): string[] {
  const lines = ask.flatMap(({ on, names, changes }) =>
    changes.length === 0
      ? []
      : [
          wrap(`On ${machineName(on, names)}`, width, INDENT),
          ...changes.flatMap((change) => oneChange(change, width)),
        ],
  );
  if (lines.length === 0) return [];
  return [paint.bold('For the next time only: these switch something on'), ...lines, ''];
}

const oneChange = ({ text, command, undo }: LoggingChange, width: number): string[] => [
  wrap(text, width, `${DEEPER}  `, DEEPER),
  commandLine(command),
  wrap(undo.startsWith('wevtutil gl') ? 'What it has now, to go back to:' : 'Back again:', width, DEEPER),
  commandLine(undo),
];

/** What nothing of the answer hangs on is named in a line. */
function notNeeded({ ask }: Doctor, { width }: Layout): string[] {
  const names = ask
    .flatMap(({ logs }) => logs.filter((log) => !isNeeded(log)))
    .map(({ channel }) => shortChannel(channel));
  if (names.length === 0) return [];
  const text = `Not needed for this answer, and not here or not in full: ${[...new Set(names)].join(', ')} (commands: --json).`;
  return [wrap(text, width), ''];
}

/** So many machines are shown with their logs. */
const SHOWN_MACHINES = 20;

function foundLines({ found }: Doctor, layout: Layout): string[] {
  if (found.length === 0) return [];
  const more = found.length - SHOWN_MACHINES;
  return [
    layout.paint.bold(`What is here, times in ${zonesText(timesOf(found))}`),
    ...found.slice(0, SHOWN_MACHINES).flatMap((machine) => machineLines(machine, layout)),
    ...(more > 0 ? [`${INDENT}and ${count(more, 'more machine')}, in --json`] : []),
    '',
  ];
}

const timesOf = (found: readonly FoundMachine[]): readonly string[] =>
  found.flatMap(({ logs }) => logs.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']));

function machineLines({ name, aliases, roles, osBuild, logs }: FoundMachine, { width }: Layout): string[] {
  const what = [
    ...(roles.length === 0 ? ['of no known role'] : [roles.join(' and ').replaceAll('-', ' ')]),
    ...(osBuild === undefined ? [] : [`Windows build ${osBuild}`]),
    ...(aliases.length === 0 ? [] : [`also called ${aliases.join(', ')}`]),
  ];
  return [
    wrap(`${name}: ${what.join(' · ')}`, width, DEEPER, INDENT),
    ...logs.map((log) => wrap(logText(log), width, `${DEEPER}  `, DEEPER)),
  ];
}

function logText({ channel, state, firstTime, lastTime, ranges, wrapped }: FoundLog): string {
  const span = firstTime === null || lastTime === null ? [] : [bareSpan(firstTime, lastTime)];
  const [first] = ranges;
  const last = ranges.at(-1);
  const ids = first === undefined || last === undefined ? [] : [idsText(first[0], last[1])];
  const gaps = ranges.length > 1 ? [count(ranges.length - 1, 'gap')] : [];
  const marks = [
    ...(state === 'empty' ? ['holds no record'] : []),
    ...(state === 'cleared' ? ['was cleared'] : []),
    ...(wrapped ? ['full, its oldest records are written over'] : []),
  ];
  return `${shortChannel(channel)}: ${[...span, ...ids, ...gaps, ...marks].join(' · ')}`;
}

const idsText = (first: number, last: number): string => (first === last ? `#${first}` : `#${first}–${last}`);

function inputLines({ inputs, faults }: Doctor, { width, paint }: Layout): string[] {
  const lines = [...(inputs.length === 0 ? [] : [formatCounts(inputs)]), ...duplicates(inputs), ...faults];
  if (lines.length === 0) return [];
  return [paint.bold('Files'), ...lines.map((text) => wrap(text, width, DEEPER, INDENT)), ''];
}

/** `5 logs: 4 evtx (2 not closed by Windows), 1 xml`. */
function formatCounts(inputs: readonly ReportInput[]): string {
  const formats = [...new Set(inputs.map(({ format }) => format))].sort();
  const parts = formats.map((format) => {
    const own = inputs.filter((input) => input.format === format);
    const states = ['dirty', 'damaged', 'empty', 'not-read'].flatMap((state) => {
      const n = own.filter((input) => input.state === state).length;
      return n === 0 ? [] : [`${n} ${stateWords[state] ?? state}`];
    });
    return `${own.length} ${format}${states.length === 0 ? '' : ` (${states.join(', ')})`}`;
  });
  return `${count(inputs.length, 'file')}: ${parts.join(', ')}`;
}

const stateWords: Readonly<Record<string, string>> = {
  dirty: 'copied while in use',
  'not-read': 'of channels that have nothing to do with a connection',
};

function duplicates(inputs: readonly ReportInput[]): readonly string[] {
  const copies = inputs.filter(({ records }) => records.duplicates > 0);
  const sum = copies.reduce((all, { records }) => all + records.duplicates, 0);
  const names = copies.slice(0, SHOWN_COPIES).map(({ path }) => fileName(path));
  const more = copies.length > SHOWN_COPIES ? ` and ${copies.length - SHOWN_COPIES} more` : '';
  return copies.length === 0
    ? []
    : [`${count(sum, 'event')} given twice, counted once: ${names.join(', ')}${more}`];
}

const SHOWN_COPIES = 3;
