import {
  sideWords,
  type DiffCause,
  type DiffTrait,
  type ReportDiff,
  type TraitName,
} from '../../model/report-diff.ts';
import { shortChannel } from '../build-summary.ts';
import { count, shortTime } from '../words.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const DEEPER = '     ';
/** So many names of a list are shown. */
const NAMED = 4;
const SHOWN_CHANGES = 6;
const SHOWN_WAITS = 4;

/** Causes, waits, traits and changes that one side has and the other has not. */
export function renderDiffNews(diff: ReportDiff, layout: Layout): string[] {
  return [
    ...renderCauses(diff, layout),
    ...renderWaits(diff, layout),
    ...renderTraits(diff, layout),
    ...renderChanges(diff, layout),
  ];
}

const places = { bad: 'only on the failing side', good: 'only on the working side', both: 'on both sides' };

/** Normal ends explain nothing. */
function renderCauses({ causes }: ReportDiff, { width, paint }: Layout): string[] {
  const told = causes.filter((cause) => cause.class !== 'normal');
  if (told.length === 0) return [];
  const line = (cause: DiffCause): string => {
    const counts =
      cause.on === 'both' ? `working ${cause.good}, failing ${cause.bad}` : count(cause[cause.on], 'attempt');
    const many = cause.good + cause.bad === 0 ? 'of the host' : counts;
    return `${places[cause.on]}: ${cause.title} (${cause.cause}, ${cause.confidence}; ${many})`;
  };
  return [paint.bold('Causes'), ...told.map((cause) => wrap(line(cause), width, DEEPER, INDENT)), ''];
}

function renderWaits({ waits }: ReportDiff, { width, paint }: Layout): string[] {
  if (waits.length === 0) return [];
  const shown = waits.toSorted((a, b) => longer(b) - longer(a)).slice(0, SHOWN_WAITS);
  return [
    paint.bold('Waits that differ (part of one may be the person)'),
    ...shown.map(({ from, to, goodMs, badMs }) =>
      wrap(
        `${seconds(goodMs)} working, ${seconds(badMs)} failing: from “${from}” to “${to}”`,
        width,
        DEEPER,
        INDENT,
      ),
    ),
    '',
  ];
}

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

function renderTraits({ traits }: ReportDiff, { width, paint }: Layout): string[] {
  // What one side does not tell at all is no difference.
  const told = traits.filter(
    ({ onlyGoodCount, onlyBadCount, bothCount }) =>
      onlyGoodCount + onlyBadCount > 0 && onlyGoodCount + bothCount > 0 && onlyBadCount + bothCount > 0,
  );
  if (told.length === 0) return [];
  return [
    paint.bold('What else differs'),
    ...told.map((trait) => wrap(`${traitWords[trait.trait]}: ${valuesText(trait)}`, width, DEEPER, INDENT)),
    '',
  ];
}

function valuesText({ onlyGood, onlyBad, onlyGoodCount, onlyBadCount, bothCount }: DiffTrait): string {
  const side = (values: readonly string[], total: number): string => {
    if (total === 0) return 'nothing else';
    const more = total > NAMED ? ` and ${total - NAMED} more` : '';
    return values.slice(0, NAMED).join(', ') + more;
  };
  const shared = bothCount > 0 ? `; ${bothCount} on both` : '';
  return `${sideWords.good} ${side(onlyGood, onlyGoodCount)}; ${sideWords.bad} ${side(onlyBad, onlyBadCount)}${shared}`;
}

function renderChanges({ changes }: ReportDiff, { width, paint }: Layout): string[] {
  if (changes.length === 0) return [];
  const more = changes.length - SHOWN_CHANGES;
  return [
    paint.bold('What changed on the failing side before it failed'),
    ...changes
      .slice(0, SHOWN_CHANGES)
      .map(({ time, host, channel, eventId, recordId, summary }) =>
        wrap(
          `${shortTime(time)}  ${host.replace(/\..*$/, '')}  ${shortChannel(channel)} ${eventId} #${recordId}: ${summary}`,
          width,
          `${INDENT}    `,
          INDENT,
        ),
      ),
    ...(more > 0 ? [`${INDENT}and ${more} more in the JSON`] : []),
    '',
  ];
}
