import type { CatalogRow } from '../normalize/catalog-row.ts';
import { knownNoise } from '../normalize/known-noise.ts';
import { otherEvents } from './other-events.ts';
import type { AskedNumber, Query } from './read-query.ts';
import { wordsOf } from './words.ts';

/** What people call providers, beside their names and the ends of these. */
const shortNames: Readonly<Record<string, string>> = {
  lsm: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
  rcm: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
  rdpclient: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
  security: 'Microsoft-Windows-Security-Auditing',
  scm: 'Service Control Manager',
  dwm: 'Desktop Window Manager',
  dcom: 'Microsoft-Windows-DistributedCOM',
};

/** Providers whose names are also subjects or services: a number behind them need not be an event's. */
const subjects: ReadonlySet<string> = new Set(
  'gateway licensing ntlm security netlogon termservice'.split(' '),
);

/** What may stand between a provider and the id of its event. */
const between: ReadonlySet<string> = new Set('event events eventid id source from of by in the'.split(' '));

/** A name as people write it: `Kernel-Power` for `Microsoft-Windows-Kernel-Power`. */
interface ProviderName {
  readonly words: readonly string[];
  readonly providers: readonly string[];
}

/**
 * Reads `TermDD 50` and `event 50 of TermDD`: who is asked for an event of one provider is not told of those of others.
 * What a number is to a provider that has no such event is for the answer to say.
 */
export function nameProviders(query: Query, rows: readonly CatalogRow[]): Query {
  const names = providerNames(rows);
  const words = wordsOf(query.text);
  const used = new Set<string>();
  const numbers = query.numbers.map((number): AskedNumber => {
    if (!/^\d+$/.test(number.input)) return number;
    const name = nameBeside(words, words.indexOf(number.input), names);
    if (name === undefined) return number;
    const isKnown = isEventOf(name.providers, number.value, rows);
    const isSubject = name.words.every((word) => subjects.has(word)) || number.families.length > 0;
    if (!isKnown && isSubject) return number;
    for (const word of name.words) used.add(word);
    return { ...number, providers: name.providers, asEvent: true, families: [] };
  });
  const isLeft = (word: string): boolean => !wordsOf(word).every((part) => used.has(part));
  return { ...query, numbers, words: used.size === 0 ? query.words : query.words.filter(isLeft) };
}

/** Whether a provider has such an event, read or not. */
const isEventOf = (providers: readonly string[], id: number, rows: readonly CatalogRow[]): boolean =>
  [...rows, ...otherEvents].some(({ provider, eventId }) => eventId === id && providers.includes(provider)) ||
  knownNoise.some(({ provider, eventIds }) => eventIds.includes(id) && providers.includes(provider));

/** The longest name right before a number, or right after it where no other number follows the name. */
function nameBeside(
  words: readonly string[],
  at: number,
  names: readonly ProviderName[],
): ProviderName | undefined {
  const isBetween = (word: string | undefined): boolean => word !== undefined && between.has(word);
  let [end, start] = [at, at + 1];
  while (isBetween(words[end - 1])) end--;
  while (isBetween(words[start])) start++;
  const isAt = (name: ProviderName, from: number): boolean =>
    from >= 0 && name.words.every((word, i) => words[from + i] === word);
  const isOfAnother = (name: ProviderName): boolean =>
    words
      .slice(start + name.words.length)
      .find((word) => !between.has(word))
      ?.match(/^\d+$/) != null;
  return (
    names.find((name) => isAt(name, end - name.words.length)) ??
    names.find((name) => isAt(name, start) && !isOfAnother(name))
  );
}

/** All names of all providers that we know, the longest first. */
function providerNames(rows: readonly CatalogRow[]): readonly ProviderName[] {
  const named = new Map<string, Set<string>>();
  const add = (name: string, provider: string): void => {
    const key = wordsOf(name).join(' ');
    named.set(key, (named.get(key) ?? new Set()).add(provider));
  };
  for (const { provider } of [...rows, ...knownNoise, ...otherEvents]) {
    const tail = provider.replace(/^Microsoft-Windows-/, '');
    for (const name of [provider, tail, tail.replace(/^(?:TerminalServices|RemoteDesktopServices)-/, '')])
      add(name, provider);
  }
  for (const [name, provider] of Object.entries(shortNames)) add(name, provider);
  return [...named]
    .map(([key, providers]) => ({ words: key.split(' '), providers: [...providers] }))
    .sort((a, b) => b.words.length - a.words.length);
}
