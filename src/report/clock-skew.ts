import type { ClockLink } from '../model/clock.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { ReportClockSkew } from '../model/report.ts';
import { signedDuration } from '../model/signed-duration.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';

export interface HostSkew {
  readonly clockSkewMs: number;
  readonly clockSkew: ReportClockSkew;
}

/**
 * By how much each host's clock is ahead of one's, from machine to machine: the one is the host that took the most
 * connections, whose times a reader will have in mind.
 */
export function hostSkews(
  links: readonly ClockLink[],
  attempts: readonly DiagnosedAttempt[],
): ReadonlyMap<string, HostSkew> {
  if (links.length === 0) return new Map();
  const known = new Map<string, Known>();
  const counts = new Map<string, number>();
  for (const { attempt } of attempts) counts.set(attempt.host, 1 + (counts.get(attempt.host) ?? 0));
  for (let against = busiest(links, counts, known); against; against = busiest(links, counts, known)) {
    const start = { against, ahead: 0, tries: Infinity, isSure: true };
    known.set(against, start);
    spread(links, known);
  }
  return new Map(
    [...known]
      .filter(([host, { against }]) => host !== against)
      .map(([host, skew]) => [host, reportSkew(skew)]),
  );
}

interface Known {
  readonly against: string;
  readonly ahead: number;
  readonly tries: number;
  readonly isSure: boolean;
}

/** Of the hosts that share tries with another and whose clock is not known yet, the one with the most attempts. */
function busiest(
  links: readonly ClockLink[],
  counts: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, Known>,
): string | undefined {
  const count = (host: string): number => counts.get(host) ?? 0;
  return [...new Set(links.map(({ against }) => against))]
    .filter((host) => !known.has(host))
    .sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0];
}

function spread(links: readonly ClockLink[], known: Map<string, Known>): void {
  // The best ties first; each link that joins on may give the next its start.
  const sorted = links.toSorted((a, b) => Number(b.isSure) - Number(a.isSure) || b.tries - a.tries);
  for (let link = nextLink(sorted, known); link; link = nextLink(sorted, known)) {
    const { host, against, ahead, tries, isSure } = link;
    const from = known.get(against) ?? known.get(host);
    if (!from) return;
    const [name, own] = known.has(against) ? [host, ahead] : [against, -ahead];
    known.set(name, {
      against: from.against,
      ahead: from.ahead + own,
      tries: Math.min(from.tries, tries),
      isSure: from.isSure && isSure,
    });
  }
}

const nextLink = (links: readonly ClockLink[], known: ReadonlyMap<string, Known>): ClockLink | undefined =>
  links.find(({ host, against }) => known.has(host) !== known.has(against));

function reportSkew({ against, ahead, tries, isSure }: Known): HostSkew {
  const from = `from ${tries === 1 ? 'one try' : `${tries} tries`} that both logged`;
  return {
    clockSkewMs: Math.round(ahead / MILLISECOND),
    clockSkew: {
      against,
      tries,
      confidence: isSure ? 'certain' : 'likely',
      text: `clock ${skewText(ahead)} ${against}, ${from}${isSure ? '' : '; only likely'}`,
    },
  };
}

const skewText = (ahead: number): string =>
  Math.abs(ahead) < SECOND ? 'in step with' : `${signedDuration(ahead)} against`;
