import type { DiffSide, ReportDiff, SideName } from '../../model/report-diff.ts';
import { outsideCounts } from '../circumstances.ts';
import { count, few, timeSpan } from '../words.ts';

/** Where a side comes from. */
export const sideSource = (side: DiffSide): string => `${side.source}${selectorText(side)}`;

/** What a side is: how many attempts, and failures that none shows, of which host and what time. */
export function sideFacts(diff: ReportDiff, name: SideName): readonly string[] {
  const { [name]: side, outside = [] } = diff;
  const theirs = outside.filter((one) => one.side === name);
  const named = theirs.filter(({ peopleCount }) => peopleCount > 0);
  return [
    attemptsText(side),
    ...outsideCounts(
      named.reduce((sum, { records }) => sum + records, 0),
      theirs.filter(({ peopleCount }) => peopleCount === 0),
    ),
    ...(side.hosts.length > 0 || side.attempts.total > 0 ? [few(side.hosts, 'host')] : []),
    ...(side.firstTime !== null && side.lastTime !== null ? [timeSpan(side.firstTime, side.lastTime)] : []),
  ];
}

/** As people write it: the times beside it have the zone. */
const selectorText = ({ selector }: DiffSide): string => {
  const parts = Object.entries(selector)
    .filter(([name]) => name !== 'zone')
    .map(([name, value]) => (name === 'attempt' ? value : `${name}=${value}`));
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
