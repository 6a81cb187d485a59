import { expect, test } from 'vitest';
import type { Report, ReportAttempt } from '../../src/model/report.ts';
import { foldAttempts } from '../../src/report/attempt-runs.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { reportWith } from './sample-report.ts';

const base = reportWith('alice');
const [cause] = base.causes;
const [tried] = base.attempts;
if (!cause || !tried?.diagnosis) throw new Error('the sample has both');

/** A session that ended well, and one that broke off, both begun by whoever had attacked before. */
const gotIn: readonly ReportAttempt[] = (['normal', 'network'] as const).map((of) => ({
  ...tried,
  id: of,
  outcome: 'succeeded',
  diagnosis: { ...tried.diagnosis, cause: `ended-${of}`, class: of } as ReportAttempt['diagnosis'],
}));
const finding = {
  ...cause,
  cause: 'break-in',
  title: 'An attacker got in',
  prominence: 'heads',
  attempts: ['normal', 'network'],
} as const;
const others = gotIn.map((one) => ({ ...one, id: `${one.id}-2` }));
const report: Report = { ...base, attempts: [...gotIn, ...others], causes: [finding] };

test('the table of attempts tells those that are part of what heads the report from all others', () => {
  const { runs } = foldAttempts(report);
  expect(runs.map(({ attempts, heading }) => [attempts.map(({ id }) => id), heading?.cause])).toEqual([
    [['normal'], 'break-in'],
    [['network'], 'break-in'],
    [['normal-2'], undefined],
    [['network-2'], undefined],
  ]);
  // A normal end says less than the finding does; why a session broke off is said still.
  const causesOf = (text: string) => text.match(/break-in|ended-\w+/g);
  const table = renderTerminal(report).split('\nAttempts')[1] ?? '';
  expect(causesOf(table)).toEqual(['break-in', 'ended-network', 'ended-normal', 'ended-network']);
});

test('the story of such an attempt names the finding, and says of none that there is nothing to explain', () => {
  const storiesOf = (some: Report) => [...renderHtml(some)].join('').split('class="story"').slice(1);
  const [part, other] = [gotIn, others].map(([one]) => ({ ...(one ?? tried), diagnosis: null }));
  const said = storiesOf({ ...report, attempts: [part ?? tried, other ?? tried] }).map((story) => [
    story.includes('An attacker got in'),
    story.includes('nothing to explain'),
  ]);
  expect(said).toEqual([
    [true, false],
    [false, true],
  ]);
});
