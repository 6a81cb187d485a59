import {
  codeFields,
  codeShape,
  families,
  formatCode,
  hex,
  meaningsOf,
  type CodeMeaning,
} from '../codes/dictionary.ts';
import type { ExplainedCode, ExplainedEvent, ExplainedMeaning, ExplainedPair } from '../model/explanation.ts';
import { passes } from '../model/fact-test.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import { knownNoise } from '../normalize/known-noise.ts';
import { noteOnEvent } from './event-notes.ts';
import { logsOf } from './logs.ts';
import { ordinaryKinds } from './ordinary-kinds.ts';
import { otherEvents } from './other-events.ts';
import type { AskedNumber } from './read-query.ts';

/** The meanings of a number, of the families it was said to be in where these know it. */
export function meaningsFor({ value, families: wanted }: AskedNumber): readonly CodeMeaning[] {
  const all = meaningsOf(value);
  const asked = all.filter(({ family }) => wanted.includes(family));
  return asked.length > 0 ? asked : all;
}

/** Dialogs show their code as hex, and people say it without the 0x: where 904 is nothing and 0x904 is one, it is meant. */
export function asDialogsShow(number: AskedNumber): AskedNumber {
  const { input, hex: isHex, asEvent, families: wanted } = number;
  if (isHex || asEvent || wanted.length > 0 || !/^\d{3,5}$/.test(input)) return number;
  const value = Number.parseInt(input, 16);
  const isMeant =
    meaningsOf(number.value).length === 0 && meaningsOf(value).some(isFamily('disconnect-reason'));
  return isMeant ? { ...number, value, hex: true } : number;
}

/** Whether a number of several families is taken for the client's own: hex, or called a code, mostly a dialog shows it. */
export function isOfDialog({ value, hex: isHex, families: wanted, role }: AskedNumber): boolean {
  const all = meaningsOf(value);
  const isShown = (isHex || role === 'code') && wanted.length === 0;
  return isShown && all.length > 1 && all.some(isFamily('disconnect-reason'));
}

/** A number in all its spellings, with these meanings. */
export function explainCode(
  input: string,
  value: number,
  meanings: readonly CodeMeaning[],
  isLed = false,
): ExplainedCode {
  const signed = value | 0;
  return {
    input,
    decimal: value,
    hex: hex(value),
    ...(signed < 0 ? { signed } : {}),
    meanings: meanings.map(explainMeaning),
    ...(isLed ? { firstIsMeant: true } : {}),
    ...(meanings.length === 0 ? { parts: `${partsOf(value)}${slipOf(input)}` } : {}),
  };
}

function explainMeaning(meaning: CodeMeaning): ExplainedMeaning {
  const { family, code, name, note, source, basis } = meaning;
  const { title, where } = families[family];
  return {
    family,
    title,
    where,
    code: formatCode(family, code),
    name,
    meaning: meaning.meaning,
    ...(note === undefined ? {} : { note }),
    source,
    basis,
  };
}

/** HRESULT_FROM_NT sets this bit. */
const WRAPPED = 0x10000000;

/** What an unknown number shows of itself. */
function partsOf(value: number): string {
  const { form, severity, facility, number, customer } = codeShape(value);
  if (form === 'plain number') return 'a plain number, without severity or facility';
  const wrapped = form === 'HRESULT that wraps an NTSTATUS' ? `, of ${hex(value & ~WRAPPED)}` : '';
  const own = customer === true ? ', made by a program that is not part of Windows' : '';
  return `shaped like an ${form}: severity ${severity}, facility ${facility}, code ${number} in it${wrapped}${own}`;
}

/** A decimal number of the dialog that somebody wrote as hex: 0x516 for 516. */
function slipOf(input: string): string {
  const [, digits] = /^0x(\d+)$/i.exec(input) ?? [];
  const meant =
    digits === undefined ? undefined : meaningsOf(Number(digits)).find(isFamily('disconnect-reason'));
  return meant
    ? `; written without 0x, ${digits} is ${formatCode(meant.family, meant.code)}: ${meant.meaning}`
    : '';
}

const isFamily =
  (family: string) =>
  (meaning: CodeMeaning): boolean =>
    meaning.family === family;

/** What the two numbers of one dialog mean. */
export interface Pair {
  readonly reason: CodeMeaning;
  readonly extended: CodeMeaning;
}

/** The two numbers of one dialog: a disconnect reason and its extended reason. */
export function readPair(numbers: readonly AskedNumber[]): Pair | undefined {
  const [first, second] = numbers;
  if (!first || !second || numbers.length !== 2 || first.asEvent || second.asEvent) return undefined;
  const reason = meaningsFor(first).find(isFamily('disconnect-reason'));
  const [extended] = extendedMeanings(second);
  return reason && extended ? { reason, extended } : undefined;
}

/**
 * What a number is as the second of a dialog. Where no list of extended reasons has it, the client passes on what the
 * server sent: 0xF to 0x18 and the protocol errors are known as error info alone.
 */
export function extendedMeanings(number: AskedNumber): readonly CodeMeaning[] {
  const all = meaningsFor(number);
  const own = all.filter(isFamily('extended-reason'));
  return own.length > 0 ? own : all.filter(isFamily('error-info'));
}

const CLOSED = 2308;
const DENIED = 7;

export function explainPair(reason: CodeMeaning, extended: CodeMeaning): ExplainedPair {
  const halves = { reason: explainMeaning(reason), extended: explainMeaning(extended) };
  const own = { basis: 'inferred', source: 'read from the two meanings' } as const;
  if (reason.code === CLOSED && extended.code === DENIED) {
    const verdict =
      'The pair alone does not name a cause. Each half is documented; nothing of Microsoft says what they mean together. Extended 0x7 is no licensing code: those are 0x100 to 0x10B.';
    return {
      ...halves,
      verdict,
      basis: 'community',
      source: 'public cases; no page of Microsoft pairs them',
    };
  }
  if (extended.code === 0) {
    return { ...halves, verdict: 'The second code adds nothing; the first is all the client knows.', ...own };
  }
  if (extended.code === DENIED) {
    const verdict = 'The server denied it and the codes do not say why; the logs of the host do.';
    return { ...halves, verdict, ...own };
  }
  const passedOn =
    extended.family === 'error-info'
      ? ' No list of extended codes has it: the server sent it as error info.'
      : '';
  return { ...halves, verdict: `The second code says more here: ${extended.meaning}.${passedOn}`, ...own };
}

/**
 * Events that are known and left out, as they say nothing of a connection that others do not say. Beside events of that number
 * that are read, those of Remote Desktop alone: they may be the one that was meant.
 */
export const explainLeftOut = (wanted: number, read: readonly CatalogRow[]): readonly ExplainedEvent[] =>
  knownNoise
    .filter(
      ({ provider, eventIds }) =>
        eventIds.includes(wanted) && (read.length === 0 || isRemoteDesktops(provider)),
    )
    .map(({ provider, reason }) => unreadEvent(provider, wanted, `${reason}; rdpwhy does not read it`));

/** What is known of an event of these providers that is not read; at least that nothing is. */
export function explainUnread(
  wanted: number,
  providers: readonly string[],
  rows: readonly CatalogRow[],
): readonly ExplainedEvent[] {
  const ofThem = ({ provider }: { readonly provider: string }): boolean => providers.includes(provider);
  const read = rows.filter(ofThem);
  if (read.some(({ eventId }) => eventId === wanted)) return [];
  const leftOut = explainLeftOut(wanted, []).filter(ofThem);
  const others = otherEvents
    .filter((event) => ofThem(event) && event.eventId === wanted)
    .map(({ provider, meaning }) => unreadEvent(provider, wanted, `${meaning}; rdpwhy does not read it`));
  if (leftOut.length + others.length > 0) return [...leftOut, ...others];
  const [first = ''] = providers;
  const ids = [...new Set(read.map(({ eventId }) => eventId))].sort((a, b) => a - b);
  const rest =
    ids.length === 0 ? 'rdpwhy reads no event of this source' : `of this source rdpwhy reads ${idList(ids)}`;
  return [unreadEvent(first, wanted, `not known here; ${rest}`)];
}

/** More numbers than these are a list that nobody reads. */
const SHOWN_IDS = 12;

const idList = (ids: readonly number[]): string =>
  ids.length <= SHOWN_IDS ? ids.join(', ') : `${ids.length} others`;

const unreadEvent = (provider: string, eventId: number, meaning: string): ExplainedEvent => ({
  provider,
  eventId,
  log: [...new Set(logsOf(provider, eventId).map(({ channel }) => channel))].join(' or '),
  meaning,
  codeFields: codeFieldsOf(provider, eventId),
  basis: 'inferred',
});

const isRemoteDesktops = (provider: string): boolean =>
  /^Microsoft-Windows-(?:TerminalServices|RemoteDesktopServices)-/.test(provider);

const codeFieldsOf = (provider: string, eventId: number): ExplainedEvent['codeFields'] =>
  codeFields
    .filter((field) => field.provider === provider && field.eventId === eventId)
    .map((field) => ({ field: field.field, families: field.families.map((one) => families[one].title) }));

/** Windows writes some events of success and failure alike; the words of their row are those of what is kept, a failure. */
const isOfSuccessToo = ({ keepIf }: CatalogRow): boolean => {
  const kept = keepIf?.['code'];
  return kept?.test === 'not' && passes(0, kept.of);
};

/** An event of the catalog, with the fields that hold codes. */
export function explainEvent(row: CatalogRow): ExplainedEvent {
  const { provider, eventId, kind, summary, stage, basis } = row;
  const note = noteOnEvent(provider, eventId);
  const meaning = summary.replace(/\[[^\]]*\]/g, '').replace(/\{(\w+)\}/g, '<$1>');
  return {
    provider,
    eventId,
    log: [...new Set(logsOf(provider, eventId).map(({ channel }) => channel))].join(' or '),
    meaning: `${meaning}${isOfSuccessToo(row) ? ' (with the code 0x0: no failure)' : ''}`,
    ...(ordinaryKinds.has(kind) ? { isOrdinary: true } : {}),
    ...(stage === undefined ? {} : { stage }),
    codeFields: codeFieldsOf(provider, eventId),
    ...(note === undefined ? {} : { note }),
    basis,
  };
}
