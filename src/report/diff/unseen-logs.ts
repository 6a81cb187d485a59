import type { Viewpoint } from '../../model/attempt.ts';
import { sideWords, type NotComparable, type SideName } from '../../model/report-diff.ts';
import type { Report } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import type { PlacedStep } from './place-steps.ts';
import type { SideView } from './side.ts';
import type { Sight } from './sight.ts';

/** Logs that would show steps of one side and were not seen for the other, or for neither. */
export function unseenLogs(good: SideView, bad: SideView, placed: readonly PlacedStep[]): NotComparable[] {
  const channels = [
    ...new Set([
      ...placed.flatMap(({ shows }) => [...shows.channels]),
      ...[good, bad].flatMap(({ report, hosts }) => missingCore(report, hosts)),
    ]),
  ].sort();
  return channels.flatMap((channel): NotComparable[] => {
    const viewpoints = viewpointsOf(channel, placed);
    const [a, b] = [sights(good, channel, viewpoints), sights(bad, channel, viewpoints)];
    if (a.of + b.of === 0 && good.attempts.length > 0 && bad.attempts.length > 0) return [];
    if (a.of > 0 && b.of > 0 && a.seen === 0 && b.seen === 0) {
      const own = placed.filter(({ shows }) => shows.channels.has(channel));
      // What such a log shows of both sides was compared all the same.
      if (own.length > 0 && own.every(({ step }) => step.change !== 'not-comparable')) return [];
      const others = [...new Set([good, bad].flatMap(({ report }) => seenOn(report, channel)))].sort();
      const why =
        others.length === 0 ? `not seen for either side (${reason(a)})` : ofOthers(others, own.length > 0);
      const text = `${shortChannel(channel)}: ${why}; what it would show is not compared.`;
      return [{ about: 'log', side: 'both', channel, text }];
    }
    return [...unseenOf(good, channel, a, placed), ...unseenOf(bad, channel, b, placed)];
  });
}

/** Machines whose log of that name is there. */
const seenOn = ({ coverage }: Report, channel: string): readonly string[] =>
  coverage.filter((row) => row.channel === channel && row.state === 'seen').map(({ host }) => host);

/** A gateway's refusals are of no attempt: they stand in the report as a cause. */
const ofOthers = (hosts: readonly string[], isShown: boolean): string =>
  `there of ${hosts.join(', ')}, ${isShown ? 'where attempts of one side need not pass' : 'where its records are of no attempt on either side, as those of refusals are'}`;

const missingCore = ({ coverage }: Report, hosts: readonly string[]): readonly string[] =>
  coverage
    .filter(({ host, channel, state }) => hosts.includes(host) && state === 'missing' && isCore(channel))
    .map(({ channel }) => channel);

/** Whose logs such a log is one of, as far as the steps in it tell. */
function viewpointsOf(channel: string, placed: readonly PlacedStep[]): ReadonlySet<Viewpoint> {
  const shown = placed.filter(({ shows }) => shows.channels.has(channel));
  if (shown.length > 0) return new Set(shown.flatMap(({ shows }) => [...shows.viewpoints]));
  return new Set(channel.endsWith('-RDPClient/Operational') ? ['client'] : ['server']);
}

interface Sights {
  /** Attempts that such a log would be about. */
  readonly of: number;
  readonly seen: number;
  readonly others: ReadonlyMap<Exclude<Sight, 'seen'>, number>;
}

function sights({ attempts, lookUp }: SideView, channel: string, viewpoints: ReadonlySet<Viewpoint>): Sights {
  const meant = attempts.filter(({ seenBy }) => viewpoints.has(seenBy));
  let seen = 0;
  const others = new Map<Exclude<Sight, 'seen'>, number>();
  for (const attempt of meant) {
    const sight = lookUp(attempt, channel);
    if (sight === 'seen') seen++;
    else others.set(sight, (others.get(sight) ?? 0) + 1);
  }
  return { of: meant.length, seen, others };
}

const sightWords: Readonly<Record<Exclude<Sight, 'seen'>, string>> = {
  absent: 'not among the inputs',
  unread: 'could not be read',
  empty: 'holds no record, so it may be switched off or have been cleared',
  later: 'begins after the attempt',
  earlier: 'its last record is older than the attempt: it was quiet, or saved before',
  gap: 'records around the attempt are missing',
};

const reason = ({ others }: Sights): string =>
  [...others]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([sight]) => sightWords[sight])
    .slice(0, 2)
    .join('; or ');

/** Said where the other side shows steps in that log, or where it is one of those that tell most. */
function unseenOf(
  side: SideView,
  channel: string,
  found: Sights,
  placed: readonly PlacedStep[],
): NotComparable[] {
  const { name, attempts } = side;
  if (attempts.length === 0) return missingWithout(side, channel);
  if (found.others.size === 0) return [];
  const other: SideName = name === 'good' ? 'bad' : 'good';
  const resting = placed.filter(
    ({ shows, step }) => shows.channels.has(channel) && step[other].seen > 0 && step[name].seen === 0,
  ).length;
  // Another machine's log of that name can show them, as a gateway's does.
  const isShown = placed.some(({ shows, step }) => shows.channels.has(channel) && step[name].seen > 0);
  if (resting === 0 && (found.seen > 0 || isShown)) return [];
  const unseen = found.of - found.seen;
  const many = unseen === attempts.length ? '' : ` for ${unseen} of ${attempts.length} attempts`;
  const steps = resting === 1 ? 'a step that the' : `${resting} steps that the`;
  const so =
    resting === 0
      ? 'what it would show is not compared'
      : `${steps} ${sideWords[other]} side shows there cannot be called missing`;
  const text = `${shortChannel(channel)} of the ${sideWords[name]} side${many}: ${reason(found)}; ${so}.`;
  return [{ about: 'log', side: name, channel, text }];
}

/** A side without attempts may only lack the log that would show them. */
function missingWithout({ name, report, hosts }: SideView, channel: string): NotComparable[] {
  if (!missingCore(report, hosts).includes(channel)) return [];
  const isUnread = report.coverage.some((row) => row.channel === channel && row.unread !== undefined);
  const why = sightWords[isUnread ? 'unread' : 'absent'];
  const text = `${shortChannel(channel)} of the ${sideWords[name]} side: ${why}; attempts may stand there.`;
  return [{ about: 'log', side: name, channel, text }];
}
