import { sideWords, viewpointWords, type NotComparable } from '../../model/report-diff.ts';
import type { Report } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { lookedBack } from './changes.ts';
import type { PlacedStep } from './place-steps.ts';
import type { SideView } from './side.ts';
import { unseenLogs } from './unseen-logs.ts';

export interface Comparison {
  readonly good: SideView;
  readonly bad: SideView;
  readonly placed: readonly PlacedStep[];
  readonly unread: ReadonlySet<string>;
}

/** Whatever may look like a difference and need be none: each with the side it is about. */
export function notComparable(comparison: Comparison): NotComparable[] {
  const { good, bad, placed, unread } = comparison;
  return [
    ...selections(good, bad),
    ...viewpoints(good, bad),
    ...unseenLogs(good, bad, placed),
    ...windows(good, bad),
    ...knowledge(good.report, bad.report),
    ...[good, bad].flatMap(withoutStages),
    ...unlessShared(good, bad, remains),
    ...unlessShared(good, bad, damage),
    ...particulars(unread),
    ...lookingBack(bad),
  ];
}

/** Sides that do not hold what their names say. */
function selections(good: SideView, bad: SideView): NotComparable[] {
  const told: NotComparable[] = [];
  const tell = (side: NotComparable['side'], text: string): number =>
    told.push({ about: 'selection', side, text });
  if (good.attempts.length > 0 && !good.attempts.some(({ outcome }) => outcome === 'succeeded')) {
    tell('good', 'No attempt of the working side is known to have worked.');
  }
  const isFailing = bad.attempts.some(({ outcome }) => outcome === 'failed');
  if (!isFailing && bad.outside.length > 0) {
    tell('bad', `No attempt of the failing side is known to have failed: its failures ${noStages}`);
  } else if (!isFailing && bad.attempts.length > 0) {
    const swapped = good.attempts.some(({ outcome }) => outcome === 'failed')
      ? ' The working side has some that did: are the two the wrong way round?'
      : '';
    tell('bad', `No attempt of the failing side is known to have failed.${swapped}`);
  }
  const ids = new Set(good.attempts.map(({ id }) => id));
  const shared = bad.attempts.filter(({ id }) => ids.has(id)).length;
  if (shared > 0) tell('both', `${shared} attempts stand on both sides.`);
  return told;
}

/** What no attempt shows has no place on the ladder. */
const noStages = 'stand in records that belong to no attempt, so that no stage can be told of them.';

function withoutStages({ name, attempts, outside }: SideView): NotComparable[] {
  // Of a failing side without a failed attempt it stands at the top.
  const isTold = name === 'bad' && !attempts.some(({ outcome }) => outcome === 'failed');
  if (outside.length === 0 || isTold) return [];
  return [{ about: 'remains', side: name, text: `Some failures of the ${sideWords[name]} side ${noStages}` }];
}

/** The logs of a client and those of a host speak of different steps. */
function viewpoints(good: SideView, bad: SideView): NotComparable[] {
  const [a, b] = [good, bad].map(({ attempts }) => [...new Set(attempts.map(({ seenBy }) => seenBy))]);
  const [one, other] = [a?.length === 1 ? a[0] : undefined, b?.length === 1 ? b[0] : undefined];
  if (one === undefined || other === undefined || one === other) return [];
  const text = `The working side is told by ${viewpointWords[one]}, the failing one by ${viewpointWords[other]}: hardly any step of them can be compared. Bring the same machine's logs for both.`;
  return [{ about: 'viewpoint', side: 'both', text }];
}

function windows(good: SideView, bad: SideView): NotComparable[] {
  const [a, b] = [buildsOf(good), buildsOf(bad)];
  if (a === '' || b === '' || a === b) return [];
  const text = `The working side runs Windows build ${a}, the failing one ${b}: not every version writes every event.`;
  return [{ about: 'windows', side: 'both', text }];
}

const buildsOf = ({ report, hosts }: SideView): string =>
  report.hosts
    .flatMap(({ name, osBuild }) => (hosts.includes(name) && osBuild !== undefined ? [osBuild] : []))
    .sort((a, b) => a - b)
    .join(', ');

/** Saved reports can be older than the program that compares them. */
function knowledge(good: Report, bad: Report): NotComparable[] {
  const knows = ({ tool }: Report): string =>
    JSON.stringify([tool.version, tool.patterns?.packs?.map(({ name, sha256 }) => [name, sha256])]);
  if (good === bad || knows(good) === knows(bad)) return [];
  const text =
    'The reports were made by different versions of the program or its patterns: a cause on one side only may be one that the other version did not know.';
  return [{ about: 'knowledge', side: 'both', text }];
}

/** Facts of a whole report are told once where both sides are of it. */
function unlessShared(
  good: SideView,
  bad: SideView,
  tell: (side: SideView, name: NotComparable['side']) => NotComparable[],
): NotComparable[] {
  if (good.report !== bad.report) return [...tell(good, 'good'), ...tell(bad, 'bad')];
  const hosts = [...new Set([...good.hosts, ...bad.hosts])].sort();
  return tell({ ...bad, hosts }, 'both');
}

const ofSide = (side: NotComparable['side']): string =>
  side === 'both' ? '' : ` of the ${sideWords[side]} side`;

/** Records that fit no attempt may be the very ones a side seems to lack. */
function remains({ report, hosts }: SideView, side: NotComparable['side']): NotComparable[] {
  return report.coverage.flatMap(({ host, channel, unattributed }): NotComparable[] => {
    if (unattributed === undefined || !hosts.includes(host)) return [];
    const on = hosts.length > 1 ? ` on ${host}` : '';
    const what = channel === 'System' ? 'TLS records' : 'records of connections';
    const text = `${shortChannel(channel)}${ofSide(side)}${on}: ${unattributed} ${what} belong to no attempt here, and are not compared.`;
    return [{ about: 'remains', side, channel, text }];
  });
}

function damage({ report }: SideView, side: NotComparable['side']): NotComparable[] {
  const lost = report.inputs.reduce((sum, { records }) => sum + records.skipped, 0);
  if (lost === 0) return [];
  const text = `${lost} records of the logs${ofSide(side)} could not be read.`;
  return [{ about: 'damage', side, text }];
}

function particulars(unread: ReadonlySet<string>): NotComparable[] {
  if (unread.size === 0) return [];
  const text = `Compared by their kind alone, for their lines are of another version or pack: ${[...unread].sort().join(', ')}.`;
  return [{ about: 'particulars', side: 'both', text }];
}

/** A report looks for changes only beside a failure that it has a cause for. */
function lookingBack(bad: SideView): NotComparable[] {
  if (lookedBack(bad) || !bad.attempts.some(({ outcome }) => outcome === 'failed')) return [];
  const text =
    'What changed on the failing side before is not known: a report tells it beside a failure whose cause is known.';
  return [{ about: 'changes', side: 'bad', text }];
}
