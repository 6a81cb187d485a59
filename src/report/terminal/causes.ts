import type { Report, ReportCause } from '../../model/report.ts';
import type { Remedy } from '../../model/pattern.ts';
import {
  againText,
  alternativesText,
  breaksText,
  checkText,
  clockNote,
  factHeading,
  factLines,
  foldRecords,
  historyText,
  leftOutText,
  peopleLines,
  causeRecordLine,
  remedyNotes,
  sameRecordsLine,
  standing,
  tellHeading,
  type SameRecords,
} from '../cause-words.ts';
import { updateTexts } from '../known-updates.ts';
import { plainText } from '../plain-text.ts';
import { backgroundLines, toldCauses } from '../told-causes.ts';
import { renderUnexplained } from './unexplained.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
/** The first cause is the answer and is told in full; the others give their first steps. */
const STEPS_OF_OTHERS = 2;
const SHOWN_EVIDENCE = 3;
const SHOWN_CHANGES = 5;

/** The ranked causes: the first with everything a person needs to act on it, floods and normal ends in a line. */
export function renderCauses(report: Report, layout: Layout): string[] {
  const { told, background, isAskedOpen } = toldCauses(report);
  return [
    ...(isAskedOpen ? renderUnexplained(report, layout) : []),
    ...told.flatMap((cause, i) => [...renderCause(report, cause, i, layout), '']),
    ...(isAskedOpen ? [] : renderUnexplained(report, layout)),
    ...(background.length === 0 ? [] : [...renderBackground(background, layout), '']),
  ];
}

const renderBackground = (causes: readonly ReportCause[], { width, paint }: Layout): string[] => [
  paint.bold('In the background'),
  ...backgroundLines(causes).map((line) => wrap(line, width, '     ', INDENT)),
];

function renderCause(report: Report, cause: ReportCause, place: number, { width, paint }: Layout): string[] {
  const isAnswer = place === 0;
  const title = wrap(cause.title, width, INDENT, `${String(place + 1).padStart(2)} `);
  const lines = [
    paint.bold(title),
    // The id stands here whole: the table of attempts may have no room for it.
    paint.dim(wrap([...standing(report, cause), cause.cause].join(' · '), width, INDENT)),
    wrap(cause.explanation, width, INDENT),
    ...renderBreaks(report, cause, width),
    ...renderPeople(cause, width),
    ...(isAnswer ? renderAlternatives(report, cause, width) : []),
    ...renderAgain(cause, width),
  ];
  const steps = isAnswer ? cause.remedies : cause.remedies.slice(0, STEPS_OF_OTHERS);
  if (steps.length > 0) lines.push('', `${INDENT}${paint.bold('What to do')}`);
  steps.forEach((remedy, i) => lines.push(...renderStep(remedy, i, width)));
  if (!isAnswer) {
    const left = leftOutText(cause, STEPS_OF_OTHERS);
    return left === undefined ? lines : [...lines, wrap(left, width, INDENT)];
  }
  const note = clockNote(cause);
  if (note !== undefined) lines.push(wrap(note, width, INDENT));
  return [
    ...lines,
    ...renderChecks(cause, width),
    ...renderHistory(cause, width),
    ...renderEvidence(cause, width),
    ...renderFacts(cause, width),
    '',
    wrap(`${tellHeading(cause)}: ${cause.tellTheUser}`, width, INDENT),
  ];
}

function renderBreaks(report: Report, cause: ReportCause, width: number): string[] {
  const text = breaksText(report, cause);
  return text === undefined ? [] : [wrap(text, width, INDENT)];
}

function renderAgain(cause: ReportCause, width: number): string[] {
  const text = againText(cause);
  return text === undefined ? [] : [wrap(text, width, INDENT)];
}

const SHOWN_PEOPLE = 5;

/** Whom it befell, where records without an attempt name several. */
function renderPeople(cause: ReportCause, width: number): string[] {
  const lines = peopleLines(cause);
  const shown = lines.slice(0, SHOWN_PEOPLE).map((line) => wrap(line, width, `${INDENT}    `, `${INDENT}- `));
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [...shown, `${INDENT}  and ${hidden} more in the JSON`] : shown;
}

function renderAlternatives(report: Report, cause: ReportCause, width: number): string[] {
  const text = alternativesText(report, cause);
  return text === undefined ? [] : [wrap(text, width, INDENT)];
}

/** One remedy: what to do, where, at what risk, and how to go back. */
export function renderStep(remedy: Remedy, place: number, width: number): string[] {
  const indent = `${INDENT}   `;
  const lines = [
    wrap(`${remedy.text} (${remedyNotes(remedy).join(', ')})`, width, indent, `${INDENT}${place + 1}. `),
  ];
  if (remedy.command !== undefined) lines.push(...renderCommand(remedy.command, indent, remedy.shell));
  if (remedy.verify !== undefined) lines.push(wrap(`Check: ${remedy.verify}`, width, indent));
  if (remedy.undo !== undefined) lines.push(wrap(`Undo: ${remedy.undo}`, width, indent));
  if (remedy.undoCommand !== undefined) {
    lines.push(`${indent}Undo:`, ...renderCommand(remedy.undoCommand, indent, remedy.shell));
  }
  return lines;
}

/** A command is not broken into lines: it must survive being copied. The prompt says into which shell. */
function renderCommand(command: string, indent: string, shell: Remedy['shell']): string[] {
  const prompt = shell === 'powershell' ? 'PS>' : shell === 'cmd' ? 'C:\\>' : '>';
  return command
    .trim()
    .split('\n')
    .map((line) => `${indent}${prompt} ${plainText(line)}`);
}

/** The questions that separate causes. */
export function renderChecks(cause: Pick<ReportCause, 'checks'>, width: number): string[] {
  if (cause.checks.length === 0) return [];
  const lines = ['', `${INDENT}To be sure`];
  for (const check of cause.checks) {
    lines.push(wrap(checkText(check), width, `${INDENT}  `, `${INDENT}- `));
    if (check.command !== undefined) lines.push(...renderCommand(check.command, `${INDENT}  `, check.shell));
    lines.push(
      wrap(`Yes: ${check.ifTrue}`, width, `${INDENT}  `),
      wrap(`No: ${check.ifFalse}`, width, `${INDENT}  `),
    );
  }
  return lines;
}

/** What changed before it broke, the most telling first: context, and no cause by itself. */
function renderHistory(cause: ReportCause, width: number): string[] {
  const text = historyText(cause);
  if (text === undefined) return [];
  const hidden = cause.changes.length - SHOWN_CHANGES;
  const more = hidden > 0 ? [`${INDENT}  and ${hidden} more in the JSON`] : [];
  const found = cause.changes
    .slice(0, SHOWN_CHANGES)
    .map((event) => wrap(causeRecordLine(event, cause), width, `${INDENT}    `, `${INDENT}  `));
  const known = updateTexts(cause).map((one) => wrap(one, width, INDENT));
  return ['', wrap(text, width, INDENT), ...found, ...more, ...known];
}

function renderFacts(cause: ReportCause, width: number): string[] {
  const lines = factLines(cause);
  if (lines.length === 0) return [];
  return [
    '',
    `${INDENT}${factHeading}`,
    ...lines.map((line) => wrap(line, width, `${INDENT}    `, `${INDENT}  `)),
  ];
}

function renderEvidence(cause: ReportCause, width: number): string[] {
  const evidence = foldRecords(cause.evidence);
  const shown = evidence.slice(0, SHOWN_EVIDENCE);
  if (shown.length === 0) return [];
  const against = foldRecords(cause.contradicting).slice(0, SHOWN_EVIDENCE);
  const line = (same: SameRecords): string =>
    wrap(sameRecordsLine(same, cause), width, `${INDENT}    `, `${INDENT}  `);
  const more = evidence.slice(SHOWN_EVIDENCE).reduce((sum, { times }) => sum + times, 0);
  return [
    '',
    `${INDENT}The records that show it${more > 0 ? ` (${more} more in the JSON)` : ''}`,
    ...shown.map(line),
    ...(against.length > 0 ? [`${INDENT}What speaks against it`, ...against.map(line)] : []),
  ];
}
