import type { Remedy } from '../../model/pattern.ts';
import type { EventRef, Report, ReportCause } from '../../model/report.ts';
import { actsText } from '../actor-words.ts';
import { shortChannel } from '../build-summary.ts';
import { withWords } from '../code-words.ts';
import {
  againText,
  alternativesText,
  breaksText,
  clockNote,
  factHeading,
  factLines,
  historyText,
  peopleLines,
  remedyNotes,
  standing,
  tellHeading,
} from '../cause-words.ts';
import { updateTexts } from '../known-updates.ts';
import { timeText } from '../words.ts';
import { fenced, markdownText } from './text.ts';

/** A ticket has room for so much; the other formats have all of it. */
const SHOWN_EVIDENCE = 3;
const SHOWN_CHANGES = 3;
const SHOWN_PEOPLE = 5;
const LONGEST_RECORD = 300;

/** The answer: how sure, who acts, why, the next step, what to tell the user and the records that show it. */
export function answerBlocks(report: Report, cause: ReportCause, place: number): string[] {
  const [confidence = '', ...affected] = standing(report, cause);
  return [
    `### ${place}. ${markdownText(cause.title)}`,
    [
      `- **How sure:** ${confidence}`,
      `- **Who acts:** ${actorOf(cause)}`,
      `- **Affected:** ${markdownText(affected.join(' · '))}`,
      `- **Known as:** ${markdownText(cause.cause)}`,
    ].join('\n'),
    markdownText(cause.explanation),
    ...textBlock(breaksText(report, cause)),
    ...peopleBlock(cause),
    ...textBlock(alternativesText(report, cause)),
    ...textBlock(againText(cause)),
    ...nextSteps(cause).flatMap(stepBlocks),
    ...textBlock(clockNote(cause)),
    `**${tellHeading(cause)}:**`,
    `> ${markdownText(cause.tellTheUser)}`,
    ...historyBlocks(cause),
    ...recordBlocks('The records that show it', cause.evidence),
    ...recordBlocks('What speaks against it', cause.contradicting),
    ...factBlocks(cause),
  ];
}

const textBlock = (text: string | undefined): string[] => (text === undefined ? [] : [markdownText(text)]);

/** Whom it befell, where records without an attempt name several. */
function peopleBlock(cause: ReportCause): string[] {
  const lines = peopleLines(cause);
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN_PEOPLE;
  const shown = lines.slice(0, SHOWN_PEOPLE).map((line) => `- ${markdownText(line)}`);
  return [[...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')];
}

function factBlocks(cause: ReportCause): string[] {
  const lines = factLines(cause);
  if (lines.length === 0) return [];
  return [`**${factHeading}**`, lines.map((line) => `- ${markdownText(line)}`).join('\n')];
}

/** A further cause in a few lines. */
export function furtherBlocks(report: Report, cause: ReportCause, place: number): string[] {
  const [step] = cause.remedies;
  return [
    `### ${place}. ${markdownText(cause.title)}`,
    markdownText(`${standing(report, cause).join(' · ')} · acts: ${actorOf(cause)}`),
    ...textBlock(againText(cause)),
    ...(step ? stepBlocks({ label: 'Next step', remedy: step }) : []),
    ...recordBlocks('The record that shows it', cause.evidence.slice(0, 1)),
  ];
}

/** Who does the next step, which need not be the one whose fault it is. */
const actorOf = ({ actor, remedies }: ReportCause): string => actsText(remedies[0]?.actor ?? actor);

interface Step {
  readonly label: string;
  readonly remedy: Remedy;
}

/** The first, safest step; where that only finds out more, also the first that mends it. */
function nextSteps({ remedies }: ReportCause): Step[] {
  const [first] = remedies;
  if (!first) return [];
  const fix = first.purpose === 'fix' ? undefined : remedies.find(({ purpose }) => purpose === 'fix');
  return [{ label: 'Next step', remedy: first }, ...(fix ? [{ label: 'Then', remedy: fix }] : [])];
}

function stepBlocks({ label, remedy }: Step): string[] {
  const { command, shell, verify, undo, undoCommand } = remedy;
  return [
    `**${label}:** ${markdownText(`${remedy.text} (${remedyNotes(remedy).join(', ')})`)}`,
    ...(command === undefined ? [] : [fenced([command], shell ?? '')]),
    ...(verify === undefined ? [] : [`Check: ${markdownText(verify)}`]),
    ...(undo === undefined ? [] : [`Undo: ${markdownText(undo)}`]),
    ...(undoCommand === undefined ? [] : ['Undo:', fenced([undoCommand], shell ?? '')]),
  ];
}

function historyBlocks(cause: ReportCause): string[] {
  const text = historyText(cause);
  if (text === undefined) return [];
  return [
    markdownText(text),
    ...(cause.changes.length > 0 ? [recordList(cause.changes, SHOWN_CHANGES)] : []),
    ...updateTexts(cause).map((known) => markdownText(known)),
  ];
}

/** Records under their heading, each by host, log, event and record id. */
export function recordBlocks(heading: string, events: readonly EventRef[]): string[] {
  return events.length === 0 ? [] : [`**${heading}**`, recordList(events, SHOWN_EVIDENCE)];
}

function recordList(events: readonly EventRef[], most: number): string {
  const more = events.length - most;
  return [
    ...events.slice(0, most).map((event) => `- ${markdownText(recordText(event), LONGEST_RECORD)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

const recordText = ({ time, host, channel, eventId, recordId, summary, codeWords }: EventRef): string =>
  `${timeText(time)}, ${host}, log ${shortChannel(channel)}, event ${eventId}, record ${recordId}: ${withWords(summary, codeWords)}`;
