import {
  sideWords,
  type DiffCause,
  type DiffSide,
  type DiffTrait,
  type ReportDiff,
  type TraitName,
} from '../model/report-diff.ts';
import type { EventRef } from '../model/report.ts';
import { recordName } from './cause-words.ts';
import { count, shortHost, shortTime, timeSpan } from './words.ts';

/** So many names of a list are shown. */
const NAMED = 4;
const SHOWN_WAITS = 4;

/** What a side is: its source, attempts, hosts and times. */
export function sideText(side: DiffSide): string {
  return [
    `${side.source}${selectorText(side)}`,
    attemptsText(side),
    side.hosts.length === 1 ? `host ${side.hosts[0]}` : count(side.hosts.length, 'host'),
    ...(side.firstTime !== null && side.lastTime !== null ? [timeSpan(side.firstTime, side.lastTime)] : []),
  ].join(' · ');
}

const selectorText = ({ selector }: DiffSide): string => {
  const parts = Object.entries(selector).map(([name, value]) =>
    name === 'attempt' ? value : `${name}=${value}`,
  );
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
};

function attemptsText({ attempts, byAddressAlone = 0 }: DiffSide): string {
  const outcomes = [
    ...(attempts.failed > 0 ? [`${attempts.failed} failed`] : []),
    ...(attempts.succeeded > 0 ? [`${attempts.succeeded} worked`] : []),
    ...(attempts.unknown > 0 ? [`${attempts.unknown} unclear`] : []),
    ...(attempts.open > 0 ? [`${attempts.open} still open`] : []),
  ];
  const by = byAddressAlone > 0 ? `; ${byAddressAlone} by the user's address alone` : '';
  const [only] = outcomes;
  if (attempts.total === 1 && only !== undefined) return `1 attempt, ${only.replace('1 ', '')}${by}`;
  return `${count(attempts.total, 'attempt')}${attempts.total > 0 ? `: ${outcomes.join(', ')}` : ''}${by}`;
}

const places = { bad: 'only on the failing side', good: 'only on the working side', both: 'on both sides' };

/** The causes of one side or both. Normal ends explain nothing. */
export const causeLines = ({ causes }: ReportDiff): readonly string[] =>
  causes.filter((cause) => cause.class !== 'normal').map(causeLine);

function causeLine(cause: DiffCause): string {
  const counts =
    cause.on === 'both' ? `working ${cause.good}, failing ${cause.bad}` : count(cause[cause.on], 'attempt');
  const many = cause.good + cause.bad === 0 ? 'of the host' : counts;
  return `${places[cause.on]}: ${cause.title} (${cause.cause}, ${cause.confidence}; ${many})`;
}

/** What one side waited for longer, the longest first. */
export const waitLines = ({ waits }: ReportDiff): readonly string[] =>
  waits
    .toSorted((a, b) => longer(b) - longer(a))
    .slice(0, SHOWN_WAITS)
    .map(
      ({ from, to, goodMs, badMs }) =>
        `${seconds(goodMs)} working, ${seconds(badMs)} failing: from “${from}” to “${to}”`,
    );

const longer = ({ goodMs, badMs }: { readonly goodMs: number; readonly badMs: number }): number =>
  Math.abs(goodMs - badMs);

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

const traitWords: Readonly<Record<TraitName, string>> = {
  host: 'host',
  'windows-build': 'Windows build',
  'seen-by': 'told by',
  client: 'client address',
  'client-name': 'client name',
  account: 'account',
  target: 'target',
  transport: 'transport',
  tls: 'TLS version named',
  'network-level-authentication': 'network-level sign-in',
  gateway: 'gateway',
};

/** What the attempts of one side have on them and those of the other have not. */
export const traitLines = ({ traits }: ReportDiff): readonly string[] =>
  traits.filter(isTold).map((trait) => `${traitWords[trait.trait]}: ${valuesText(trait)}`);

/** What one side does not tell at all is no difference. */
const isTold = ({ onlyGoodCount, onlyBadCount, bothCount }: DiffTrait): boolean =>
  onlyGoodCount + onlyBadCount > 0 && onlyGoodCount + bothCount > 0 && onlyBadCount + bothCount > 0;

function valuesText({ onlyGood, onlyBad, onlyGoodCount, onlyBadCount, bothCount }: DiffTrait): string {
  const side = (values: readonly string[], total: number): string => {
    if (total === 0) return 'nothing else';
    const more = total > NAMED ? ` and ${total - NAMED} more` : '';
    return values.slice(0, NAMED).join(', ') + more;
  };
  const shared = bothCount > 0 ? `; ${bothCount} on both` : '';
  return `${sideWords.good} ${side(onlyGood, onlyGoodCount)}; ${sideWords.bad} ${side(onlyBad, onlyBadCount)}${shared}`;
}

/** A change of a host before it failed. */
export const changeLine = (event: EventRef): string =>
  `${shortTime(event.time)}  ${shortHost(event.host)}  ${recordName(event)}: ${event.summary}`;

/** What could not be compared; what the selectors left out is told with the sides. */
export const notComparedLines = ({ notComparable }: ReportDiff): readonly string[] =>
  notComparable.filter(({ about }) => about !== 'selection').map(({ text }) => text);

/** What the selectors did to the sides. */
export const selectionLines = ({ notComparable }: ReportDiff): readonly string[] =>
  notComparable.filter(({ about }) => about === 'selection').map(({ text }) => text);
