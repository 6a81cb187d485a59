import type { Report } from '../../src/model/report.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { loadPatterns } from './load-patterns.ts';
import type { Originals } from './originals.ts';

/** Our own words: those of patterns, of events' lines, and the names that reports and Windows give to things. */
const ownText = (): string => {
  const { rows } = createCatalog();
  const ofRows = rows.map(({ kind, summary, provider }) => `${kind} ${summary} ${provider}`);
  return `${JSON.stringify(loadPatterns().patterns)} ${ofRows.join(' ')} ${keys} ${further}`.toLowerCase();
};
let ourText: string | undefined;
/** Names of a report's parts, and values that are one of a few words. */
const keys =
  'account accounts client clients host hosts address server name user desktop session network records events input inputs summary text test admin windows data system public private home guest info domain master default local remote service';
const further = 'samples shared evalset corpus client-log-alone mail';

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\p{L}\p{N}_-]+/gu) ?? []);

/**
 * Finds originals in a text. A name that is also one of our own words cannot be told from it there: it is looked for in
 * the values that hold names instead, by `leaksInValues`.
 */
export function leakFinder(originals: Originals): (text: string) => readonly string[] {
  const own = (ourText ??= ownText());
  const ownWords = wordsOf(own);
  const isOwn = (name: string): boolean => ownWords.has(name) || isIn(own, name);
  const all = [originals.names, originals.sids, originals.thumbprints, originals.paths, originals.addresses]
    .flatMap((set) => [...set])
    .map((one) => one.toLowerCase());
  const wanted = [...new Set(all)].filter((one) => one.length > 2 && !isOwn(one));
  const words = new Set(wanted.filter((one) => /^[\p{L}\p{N}_-]+$/u.test(one)));
  const others = wanted.filter((one) => !words.has(one));
  return (text) => {
    const lower = text.toLowerCase();
    const inText = wordsOf(lower);
    // What JSON and others write twice.
    const single = lower.replaceAll('\\\\', '\\');
    const found = others.filter((one) => isIn(single, one) || isIn(lower, one));
    return [...[...words].filter((one) => inText.has(one)), ...found];
  };
}

function isIn(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const around = (text[at - 1] ?? ' ') + (text[at + part.length] ?? ' ');
    if (!/[\p{L}\p{N}_]/u.test(around)) return true;
  }
  return false;
}

/** Originals among those values of a report that name somebody or some machine. */
export function leaksInValues(report: Report, originals: Originals): readonly string[] {
  const values = new Set(
    namesIn(report)
      .flatMap((name) => [name, ...name.split(/[\\/@.]/)])
      .map((one) => one.toLowerCase()),
  );
  const all = [...originals.names, ...originals.addresses, ...originals.paths];
  return all.filter((one) => values.has(one.toLowerCase()) && !keptLabels.has(one.toLowerCase()));
}

/** Last labels and folders that are the same everywhere. */
const keptLabels: ReadonlySet<string> = new Set(
  ['local', 'com', 'net', 'org', 'lan', 'home', 'tmp', 'logs'].concat([
    'security',
    'system',
    'application',
    'setup',
  ]),
);

function namesIn({ hosts, inputs, attempts, causes, coverage, problems }: Report): string[] {
  const named = [
    ...hosts.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...inputs.flatMap((input) => [input.path, ...input.hosts]),
    ...coverage.map(({ host }) => host),
    ...problems.map(({ input }) => input),
    ...causes.flatMap((cause) => [...cause.hosts, ...cause.clients, ...cause.accounts]),
    ...attempts.flatMap(({ host, client, account, target, events }) => [
      host,
      client?.address,
      client?.name,
      account?.name,
      account?.domain,
      target,
      ...events.flatMap((event) => [event.host, event.input]),
    ]),
  ];
  return named.filter((name) => name !== undefined);
}
