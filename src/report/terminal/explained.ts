import type {
  ExplainedAdvice,
  ExplainedCause,
  ExplainedCode,
  ExplainedEvent,
  ExplainedMeaning,
  ExplainedPair,
  ExplainedPhrase,
} from '../../model/explanation.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Basis } from '../../model/vocabulary.ts';
import { plainText } from '../plain-text.ts';
import { renderChecks, renderStep } from './causes.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '  ';

/** Where an answer is known from. */
export const basisText: Readonly<Record<Basis, string>> = {
  documented: 'documented',
  manifest: 'from the event manifest',
  sample: 'seen in real logs',
  community: 'from people, not documented',
  inferred: 'inferred, not documented',
};

export function renderPair({ reason, extended, verdict }: ExplainedPair, layout: Layout): string[] {
  const { width, paint } = layout;
  return [
    paint.bold(
      wrap(`${reason.code} with extended ${extended.code}: ${reason.meaning}; ${extended.meaning}`, width),
    ),
    '',
    wrap(verdict, width),
    '',
    ...renderMeaning(reason, layout),
    ...renderMeaning(extended, layout),
    '',
  ];
}

export function renderCode(code: ExplainedCode, layout: Layout): string[] {
  const { width, paint } = layout;
  const { meanings, decimal, hex, signed, parts } = code;
  const spellings = [hex, String(decimal), ...(signed === undefined ? [] : [String(signed)])].join(' = ');
  const [first] = meanings;
  if (!first) {
    return [
      paint.bold(wrap(`${spellings}: not known here`, width)),
      wrap(`It is ${parts ?? 'unknown'}.`, width, INDENT),
      '',
    ];
  }
  const isOne = meanings.length === 1 || code.firstIsMeant === true;
  const answer = isOne ? first.meaning : `${meanings.length} meanings; the field it stands in decides`;
  return [
    paint.bold(wrap(`${spellings}: ${answer}`, width)),
    ...(/^\d+$/.test(code.input) && Number(code.input) !== decimal
      ? [wrap(`Taken for ${hex}, as dialogs show it: ${code.input} itself is not known here.`, width, INDENT)]
      : []),
    ...(isOne ? [first] : meanings).flatMap((meaning) => renderMeaning(meaning, layout)),
    ...(isOne ? renderElsewhere(meanings.slice(1), layout) : []),
    '',
  ];
}

/** What the same number is as the other one of a dialog; the rest is asked for. */
function renderElsewhere(others: readonly ExplainedMeaning[], { width }: Layout): string[] {
  const second = others.find(({ family }) => family === 'extended-reason');
  return second
    ? [wrap(`As the second code of a dialog: ${second.meaning}.`, width, `${INDENT}  `, INDENT)]
    : [];
}

function renderMeaning(meaning: ExplainedMeaning, { width, paint }: Layout): string[] {
  const { title, where, code, name, note, basis } = meaning;
  const remarks = [...(name === '' ? [] : [name]), basisText[basis]].join(', ');
  return [
    wrap(`${code} as ${title}: ${meaning.meaning}`, width, `${INDENT}  `, INDENT),
    paint.dim(wrap(`where: ${where}`, width, `${INDENT}    `)),
    paint.dim(wrap(remarks, width, `${INDENT}    `)),
    ...(note === undefined ? [] : [wrap(`Note: ${note}`, width, `${INDENT}    `)]),
  ];
}

export function renderPhrase(
  { sort, phrase, meaning, basis }: ExplainedPhrase,
  { width, paint }: Layout,
): string[] {
  return [
    paint.bold(wrap(`${sort === 'topic' ? 'About' : 'The dialog:'} ${phrase}`, width)),
    wrap(meaning, width, INDENT),
    paint.dim(`${INDENT}(${basisText[basis]})`),
    '',
  ];
}

export function renderAdvice(advice: ExplainedAdvice, { width, paint }: Layout): string[] {
  const part = (label: string, text: string): string =>
    wrap(`${label}: ${text}`, width, `${INDENT}  `, INDENT);
  return [
    paint.bold(wrap(advice.title, width)),
    part('What it does', advice.whatItDoes),
    part('When it is right', advice.whenRight),
    part(`Risk (${advice.risk.replaceAll('-', ' ')})`, advice.riskText),
    part('Instead', advice.instead),
    ...advice.commands.map((command) => `${INDENT}  > ${plainText(command)}`),
    paint.dim(wrap(`(${basisText[advice.basis]}: ${advice.source})`, width, INDENT)),
    '',
  ];
}

/** Events, each once: where several sources write the same one, they are named together. */
export function renderEvents(events: readonly ExplainedEvent[], layout: Layout): string[] {
  const alike = groupBy(events, (event) => JSON.stringify({ ...event, provider: '', basis: '' }));
  return [...alike.values()].flatMap((group) => {
    const names = group.map(({ provider }) => provider.replace(/^Microsoft-Windows-/, ''));
    const spellings = new Map(names.toReversed().map((name) => [name.toLowerCase(), name]));
    const [event] = group;
    return event ? renderEvent(event, [...spellings.values()].toReversed().join(', '), layout) : [];
  });
}

function renderEvent(event: ExplainedEvent, provider: string, { width, paint }: Layout): string[] {
  return [
    paint.bold(wrap(`Event ${event.eventId} of ${provider}: ${event.meaning}`, width)),
    ...(event.isOrdinary ? [wrap(ordinaryText(event), width, `${INDENT}  `, INDENT)] : []),
    wrap(`Log: ${event.log}`, width, `${INDENT}  `, INDENT),
    ...(event.stage === undefined
      ? []
      : [wrap(`Shows that the attempt reached: ${event.stage}`, width, INDENT)]),
    ...event.codeFields.map(({ field, families }) =>
      wrap(`${field} holds: ${families.join(', or ')}`, width, `${INDENT}  `, INDENT),
    ),
    ...(event.note === undefined ? [] : [wrap(`Note: ${event.note}`, width, `${INDENT}  `, INDENT)]),
    '',
  ];
}

/** Said before all else: whoever looks up a record has found it beside a failure. */
const ordinaryText = ({ codeFields }: ExplainedEvent): string => {
  const normal = 'Normal: connections that work have this event too. By itself it shows no failure';
  return codeFields.length === 0 ? `${normal}.` : `${normal}; the number in it may.`;
};

/** A cause in full: what it is, what to tell the user, and each step with its risk. */
export function renderPattern(cause: ExplainedCause, { width, paint }: Layout): string[] {
  const { title, explanation, tellTheUser, remedies, checks, references } = cause;
  return [
    paint.bold(wrap(title, width)),
    ...(explanation === undefined ? [] : [wrap(explanation, width, '   ')]),
    ...(remedies.length === 0 ? [] : ['', `   What to do`]),
    ...remedies.flatMap((remedy, i) => renderStep(remedy, i, width)),
    ...renderChecks({ checks }, width),
    ...(tellTheUser === undefined ? [] : ['', wrap(`Tell the user: ${tellTheUser}`, width, '   ')]),
    ...(references.length === 0 ? [] : ['', ...references.map((url) => paint.dim(`   ${plainText(url)}`))]),
    '',
  ];
}
