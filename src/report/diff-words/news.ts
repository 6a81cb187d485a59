import {
  sideWords,
  type DiffCause,
  type DiffTrait,
  type ReportDiff,
  type TraitName,
} from '../../model/report-diff.ts';
import { sureText } from '../sureness.ts';
import { count } from '../words.ts';

/** So many names of a list are shown. */
const NAMED = 4;
const SHOWN_WAITS = 4;

/** Something that one side has and the other has not. */
export interface DiffNews {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Causes, waits and traits of one side only; what there is nothing of is left out. */
export const diffNews = (diff: ReportDiff): readonly DiffNews[] =>
  [
    { title: 'Causes', lines: causeLines(diff) },
    { title: 'Waits that differ (part of one may be the person)', lines: waitLines(diff) },
    { title: 'What else differs', lines: traitLines(diff) },
  ].filter(({ lines }) => lines.length > 0);

const places = { bad: 'only on the failing side', good: 'only on the working side', both: 'on both sides' };

/** Normal ends explain nothing. */
const causeLines = ({ causes }: ReportDiff): readonly string[] =>
  causes.filter((cause) => cause.class !== 'normal').map(causeLine);

function causeLine(cause: DiffCause): string {
  const counts =
    cause.on === 'both' ? `working ${cause.good}, failing ${cause.bad}` : count(cause[cause.on], 'attempt');
  const records = recordsText(cause);
  const attempts = cause.good + cause.bad > 0 ? counts : records === '' ? 'of the host' : '';
  const many = [attempts, records].filter((text) => text !== '').join(' and ');
  return `${places[cause.on]}: ${cause.title} (${cause.cause}, ${sureText(cause)}; ${many})`;
}

function recordsText({ on, goodRecords = 0, badRecords = 0 }: DiffCause): string {
  if (goodRecords + badRecords === 0) return '';
  const records =
    on === 'both'
      ? `working ${goodRecords}, failing ${badRecords} records`
      : count(goodRecords + badRecords, 'record');
  return `${records} of no attempt`;
}

const waitLines = ({ waits }: ReportDiff): readonly string[] =>
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

const traitLines = ({ traits }: ReportDiff): readonly string[] =>
  traits
    // What one side does not tell at all is no difference.
    .filter(
      ({ onlyGoodCount, onlyBadCount, bothCount }) =>
        onlyGoodCount + onlyBadCount > 0 && onlyGoodCount + bothCount > 0 && onlyBadCount + bothCount > 0,
    )
    .map((trait) => `${traitWords[trait.trait]}: ${valuesText(trait)}`);

function valuesText({ onlyGood, onlyBad, onlyGoodCount, onlyBadCount, bothCount }: DiffTrait): string {
  const side = (values: readonly string[], total: number): string => {
    if (total === 0) return 'nothing else';
    const more = total > NAMED ? ` and ${total - NAMED} more` : '';
    return values.slice(0, NAMED).join(', ') + more;
  };
  const shared = bothCount > 0 ? `; ${bothCount} on both` : '';
  return `${sideWords.good} ${side(onlyGood, onlyGoodCount)}; ${sideWords.bad} ${side(onlyBad, onlyBadCount)}${shared}`;
}
