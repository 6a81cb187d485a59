import type { FactValue } from '../model/event.ts';
import { collectedChannels, type CollectSide } from '../normalize/logs-to-ask-for.ts';
import { factForms, type FactForm } from './fact-sources.ts';
import {
  COLLECT_FORMAT,
  COLLECT_VERSION,
  type Collected,
  type CollectedChannel,
  type CollectedState,
  type StatedMachine,
} from './manifest.ts';

/** What is larger is not read. */
export const TOO_LARGE = 'it is larger than what the script writes';

/**
 * Takes a file's text for what the script wrote, or says what is wrong with it. Strangers send it: every value has its
 * form, channels and facts are those that are known, and nothing of it is trusted more than a log.
 */
export function readCollected(text: string): Collected | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'it is not whole JSON';
  }
  if (!isObject(value) || value['format'] !== COLLECT_FORMAT) return `its format is not ${COLLECT_FORMAT}`;
  if (value['formatVersion'] !== COLLECT_VERSION)
    return `it is of another version of the form: expected ${COLLECT_VERSION}; a later rdpwhy may read it`;
  const { collected } = value;
  return isObject(collected) ? collectedOf(collected) : fault('collected');
}

type Fields = Readonly<Record<string, unknown>>;

function collectedOf(fields: Fields): Collected | string {
  const { timeZone, osBuild, hours } = fields;
  if (!isObject(timeZone) || !isText(timeZone['id'], 100) || !isWhole(timeZone['offsetMinutes'], 1440))
    return fault('timeZone');
  if (!isWhole(osBuild, 1_000_000)) return fault('osBuild');
  if (!isWhole(hours, 1_000_000)) return fault('hours');
  return readMachine(fields);
}

/** Takes what is used of it, checked as strictly, or says what is wrong; a case pack brings it again. */
export function readMachine(fields: Fields): Collected | string {
  const { side, computer, dnsName, time, channels, facts } = fields;
  if (!isSide(side)) return fault('side');
  if (!isName(computer)) return fault('computer');
  if (!isTime(time)) return fault('time');
  if (!Array.isArray(channels) || channels.length > MOST_CHANNELS || !channels.every(isChannel))
    return fault('channels');
  return {
    side,
    computer,
    ...(isName(dnsName) && { dnsName }),
    time,
    channels: channels
      .filter(({ channel }) => known.has(channel))
      .map(({ channel, state, enabled }) => ({ channel, state, enabled })),
    facts: isObject(facts) ? factsOf(facts) : new Map<string, FactValue>(),
  };
}

const MOST_CHANNELS = 200;
const known: ReadonlySet<string> = new Set(Object.values(collectedChannels).flat());
const states: ReadonlySet<unknown> = new Set<CollectedState>(['exported', 'denied', 'missing', 'failed']);
const fault = (name: string): string => `${name} is not as expected`;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;
const isWhole = (value: unknown, most: number): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= most;
const isSide = (value: unknown): value is CollectSide =>
  typeof value === 'string' && Object.hasOwn(collectedChannels, value);
/** A computer's name as records have it; underscores are against the rules and in use. */
const isName = (value: unknown): value is string =>
  isText(value, 255) && /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(value);
const isTime = (value: unknown): value is string =>
  isText(value, 40) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isChannel = (value: unknown): value is CollectedChannel =>
  isObject(value) &&
  isText(value['channel'], 200) &&
  states.has(value['state']) &&
  (value['enabled'] === null || typeof value['enabled'] === 'boolean');

/** Writes it as it is read again: flags as such. */
export const stateMachine = ({ facts, ...machine }: Collected): StatedMachine => ({
  ...machine,
  facts: Object.fromEntries(
    [...facts].map(([name, value]) => [name, factForms.get(name) === 'flag' ? value === 'true' : value]),
  ),
});

const factsOf = (facts: Fields): ReadonlyMap<string, FactValue> =>
  new Map(
    [...factForms].flatMap(([name, form]): [string, FactValue][] => {
      const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
      return isOfForm(value, form) ? [[name, typeof value === 'boolean' ? String(value) : value]] : [];
    }),
  );

function isOfForm(value: unknown, form: FactForm): value is FactValue | boolean {
  switch (form) {
    case 'number':
      return isWhole(value, 0xffff_ffff);
    case 'flag':
      return typeof value === 'boolean';
    case 'word':
      return isText(value, 20) && /^[A-Za-z]+$/.test(value);
    case 'time':
      return isTime(value);
  }
}
