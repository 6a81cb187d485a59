import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { groupBy } from '../../model/group-by.ts';
import type { EventRef, Report, ReportCause } from '../../model/report.ts';
import type { Remedy, RunOn } from '../../model/pattern.ts';
import { shortChannel } from '../build-summary.ts';
import { plainText } from '../plain-text.ts';
import { isUnexplained, renderUnexplained } from './unexplained.ts';
import { count, shortTime, timeSpan, wrap, type Layout } from './layout.ts';

const INDENT = '   ';
/** The first cause is the answer and is told in full; the others give their first steps. */
const STEPS_OF_OTHERS = 2;
const SHOWN_EVIDENCE = 3;
const SHOWN_CHANGES = 5;

/** The ranked causes: the first with everything a person needs to act on it, floods and normal ends in a line. */
export function renderCauses(report: Report, layout: Layout): string[] {
  const quiet = report.summary.outcome === 'no-failures';
  // A normal end is nobody's answer, and a flood only where there is nothing else.
  const isTold = (cause: ReportCause, i: number): boolean =>
    cause.class !== 'normal' && (cause.prominence !== 'background' || (i === 0 && !quiet));
  // What somebody asked for is told first and in full, whatever its rank and class.
  const asked = report.causes.find(({ cause }) => cause === report.symptom?.cause);
  const told = report.causes.filter((cause, i) => cause !== asked && isTold(cause, i));
  // What may have been a normal end and is listed as not explained is no background.
  const open = new Set(report.attempts.filter(isUnexplained).map(({ id }) => id));
  const folded = report.causes.filter(
    (cause, i) =>
      cause !== asked &&
      !isTold(cause, i) &&
      !(cause.attemptCount > 0 && cause.attempts.every((id) => open.has(id))),
  );
  const isAskedOpen = !asked && typeof report.symptom?.matched === 'string';
  return [
    ...(isAskedOpen ? renderUnexplained(report, layout) : []),
    ...[...(asked ? [asked] : []), ...told].flatMap((cause, i) => [
      ...renderCause(report, cause, i, layout),
      '',
    ]),
    ...(isAskedOpen ? [] : renderUnexplained(report, layout)),
    ...(folded.length === 0 ? [] : [...renderFolded(folded, layout), '']),
  ];
}

/** One line for all floods of the same clients: what they are, how many, and that nothing is to be repaired. */
function renderFolded(causes: readonly ReportCause[], { width, paint }: Layout): string[] {
  const groups = groupBy(causes, (cause) => cause.clients.join());
  const lines = [...groups.values()].map((group) => {
    const listed = new Set(group.flatMap((cause) => cause.attempts)).size;
    const total = Math.max(listed, ...group.map(({ attemptCount }) => attemptCount));
    const what = group
      .map((cause) => `${cause.cause} (${cause.attemptCount}, ${cause.confidence})`)
      .join(', ');
    const who = group[0] && group[0].clients.length > 0 ? ` from ${few(group[0].clients, 'client')}` : '';
    return wrap(`${count(total, 'attempt')}${who}: ${what}`, width, '     ', INDENT);
  });
  return [paint.bold('In the background'), ...lines];
}

function renderCause(report: Report, cause: ReportCause, place: number, { width, paint }: Layout): string[] {
  const isAnswer = place === 0;
  const title = wrap(cause.title, width, INDENT, `${String(place + 1).padStart(2)} `);
  const lines = [
    paint.bold(title),
    paint.dim(wrap(standing(cause), width, INDENT)),
    wrap(cause.explanation, width, INDENT),
    ...(isAnswer ? renderAlternatives(report, cause, width) : []),
  ];
  const steps = isAnswer ? cause.remedies : cause.remedies.slice(0, STEPS_OF_OTHERS);
  if (steps.length > 0) lines.push('', `${INDENT}${paint.bold('What to do')}`);
  steps.forEach((remedy, i) => lines.push(...renderStep(remedy, i, width)));
  if (isAnswer) {
    lines.push(
      ...renderChecks(cause, width),
      ...renderHistory(cause, width),
      ...renderEvidence(cause, width),
    );
    lines.push('', wrap(`Tell the user: ${cause.tellTheUser}`, width, INDENT));
  }
  return lines;
}

/** What else the same records allow, and how many attempts it could be. */
function renderAlternatives(report: Report, cause: ReportCause, width: number): string[] {
  const own = new Set(cause.attempts);
  const counts = new Map<string, number>();
  for (const { id, diagnosis } of report.attempts) {
    if (!own.has(id)) continue;
    for (const other of diagnosis?.alternatives ?? [])
      counts.set(other.cause, (counts.get(other.cause) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const others = [...counts].sort(([, a], [, b]) => b - a).map(([id, n]) => `${id} (${count(n, 'attempt')})`);
  return [wrap(`Less likely, but not ruled out: ${others.join(', ')}.`, width, INDENT)];
}

/** How sure, how many, who and when, in one line. */
function standing(cause: ReportCause): string {
  const parts = [
    cause.confidence,
    cause.attemptCount > 0 ? count(cause.attemptCount, 'attempt') : `on ${cause.hosts.join(', ')}`,
    ...(cause.clients.length > 0 ? [few(cause.clients, 'client')] : []),
    ...(cause.accounts.length > 0 ? [few(cause.accounts, 'account')] : []),
    timeSpan(cause.firstTime, cause.lastTime),
  ];
  return parts.join(' · ');
}

const few = (names: readonly string[], noun: string): string =>
  names.length === 1 ? `${noun} ${names[0]}` : count(names.length, noun);

const places: Readonly<Record<RunOn, string>> = {
  host: 'on the host',
  client: 'on the client',
  directory: 'in the directory',
  gateway: 'on the gateway',
  broker: 'on the broker',
  'licence-server': 'on the licence server',
  network: 'on the network',
};

/** One remedy: what to do, where, at what risk, and how to go back. */
export function renderStep(remedy: Remedy, place: number, width: number): string[] {
  const indent = `${INDENT}   `;
  const notes = [
    remedy.purpose === 'diagnostic' ? 'a test, not a repair' : '',
    places[remedy.runOn],
    remedy.risk === 'safe' ? 'safe' : `risk: ${remedy.risk.replaceAll('-', ' ')}`,
    remedy.needsConsole === true ? 'at the console' : '',
  ].filter((note) => note !== '');
  const lines = [wrap(`${remedy.text} (${notes.join(', ')})`, width, indent, `${INDENT}${place + 1}. `)];
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
    lines.push(wrap(check.text, width, `${INDENT}  `, `${INDENT}- `));
    if (check.command !== undefined) lines.push(...renderCommand(check.command, `${INDENT}  `, check.shell));
    lines.push(
      wrap(`Yes: ${check.ifTrue}`, width, `${INDENT}  `),
      wrap(`No: ${check.ifFalse}`, width, `${INDENT}  `),
    );
  }
  return lines;
}

/** What changed before it broke, the most telling first: context, and no cause by itself. */
function renderHistory({ lastSuccess, changes, firstTime }: ReportCause, width: number): string[] {
  if (!lastSuccess && changes.length === 0) return [];
  const hidden = changes.length - SHOWN_CHANGES;
  const more = hidden > 0 ? [`${INDENT}  and ${hidden} more in the JSON`] : [];
  const found = [...changes.slice(0, SHOWN_CHANGES).map((event) => eventLine(event, width)), ...more];
  const order = changes.length > 1 ? ', the most telling first:' : ':';
  if (!lastSuccess) {
    const unseen = `These logs show no success before it; in the day before the first failure, as far as they reach${order}`;
    return ['', wrap(unseen, width, INDENT), ...found];
  }
  const none = '; nothing that these logs show changed since';
  const before = formatDistanceStrict(new Date(lastSuccess.time), new Date(firstTime));
  const since = changes.length === 0 ? none : `; since then${order}`;
  const worked = `It last worked on ${shortTime(lastSuccess.time)} UTC, ${before} before this${since}`;
  return ['', wrap(worked, width, INDENT), ...found];
}

function eventLine(event: EventRef, width: number): string {
  const where = `${shortChannel(event.channel)} ${event.eventId} #${event.recordId}`;
  return wrap(`${shortTime(event.time)}  ${where}: ${event.summary}`, width, `${INDENT}    `, `${INDENT}  `);
}

function renderEvidence(cause: ReportCause, width: number): string[] {
  const shown = cause.evidence.slice(0, SHOWN_EVIDENCE);
  if (shown.length === 0) return [];
  const against = cause.contradicting.slice(0, SHOWN_EVIDENCE);
  const line = (event: EventRef): string => eventLine(event, width);
  const more = cause.evidence.length - shown.length;
  return [
    '',
    `${INDENT}The records that show it${more > 0 ? ` (${more} more in the JSON)` : ''}`,
    ...shown.map(line),
    ...(against.length > 0 ? [`${INDENT}What speaks against it`, ...against.map(line)] : []),
  ];
}
