// What the simulation came to, as the second section of docs/ACCURACY.md.
import { table } from './document.mjs';

const percent = ({ count, of }) => (of === 0 ? 'none' : `${((100 * count) / of).toFixed(2)} %`);
const share = (one) => `${percent(one)} (${one.count} of ${one.of})`;
const verdict = (met) => (met ? 'met' : 'missed');
const least = (one, goal) => `≥ ${goal} %: ${verdict(one.of === 0 || (100 * one.count) / one.of >= goal)}`;

/** The figures that the simulation is for: what, which share it is, and the goal. */
const figures = [
  ['events put into an attempt that belong to it', (tally) => tally.precision, (one) => least(one, 99.5)],
  ['of them shown with each attempt that they fit', (tally) => tally.shared],
  ['events of attempts that were put into theirs', (tally) => tally.recall, (one) => least(one, 99)],
  [
    'people’s failures with evidence left: right cause first',
    (tally) => tally.cause,
    (one) => least(one, 95),
  ],
  ['robots’ failures with evidence left: right cause first', (tally) => tally.floodCause],
  ['refusals by gateways with evidence left: named', (tally) => tally.gateway],
  ['failures without evidence: no wrong cause above "possible"', (tally) => tally.abstained],
  ['of causes called certain: right', ({ calibration }) => calibration.certain, (one) => least(one, 99.5)],
  ['of causes called likely: right', ({ calibration }) => calibration.likely],
  ['of causes called possible: right', ({ calibration }) => calibration.possible],
  [
    'healthy attempts on which a failure is claimed',
    (tally) => tally.falseClaims,
    ({ count, of }) => `≤ 1 in 10,000: ${verdict(count * 10_000 <= of)}`,
  ],
  [
    'attempts with a record left of which none was found',
    ({ attempts }) => ({ count: attempts.lost, of: attempts.seen }),
  ],
  [
    'attempts in the report that never were',
    ({ attempts }) => ({ count: attempts.invented, of: attempts.reported }),
  ],
];

/** Each figure over all hosts, how far it depends on which were drawn (`spreadOf` says so), and the goal. */
export const figuresOf = ({ total, hosts }, spreadOf) =>
  figures.map(([text, shareOf, goal]) => [
    text,
    share(shareOf(total)),
    spreadOf(hosts.map(shareOf)),
    goal?.(shareOf(total)) ?? '',
  ]);

/** Shares by name, those with most misses first. */
export const sharesOf = (shares, onlyWrong = false) =>
  [...shares]
    .filter(([, { count, of }]) => !onlyWrong || count < of)
    .sort(([, a], [, b]) => b.of - b.count - (a.of - a.count))
    .map(([name, one]) => [name, share(one)]);

/** The ten most frequent errors. */
export const mistakesOf = ({ mistakes }, most = 10) =>
  [...mistakes.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ count, truth, answer, example }) => [String(count), truth, answer, example]);

/** The first of the attempts on which a failure is claimed though nothing was wrong. */
export const falseClaimsOf = ({ falselyClaimed }, most = 20) =>
  falselyClaimed.slice(0, most).map(({ answer, example }) => [answer, example]);

export function simulatedDocument({
  score,
  spreadOf,
  simulation,
  noise,
  missing,
  plain,
  small,
  pack,
  version,
}) {
  const { hosts, attempts, seed } = simulation;
  const tally = score.total;
  return `# How often the answer is right on simulated hosts

Written by \`npm run score -- --simulated --hosts ${hosts} --attempts ${attempts} --seed ${seed} --noise ${simulation.noise} --missing ${simulation.missing} --write docs/ACCURACY.md\`; not edited by hand.

rdpwhy ${version}, ${pack.patterns.length} patterns. ${hosts} hosts with ${attempts} attempts of people each, ${simulation.noise} attempts of
robots for each of them, ${100 * simulation.missing} % of the channels missing and as many of the others wrapped, cleared or with a hole; seed ${seed};
${tally.records} records. \`test/support/simulate\` has what the hosts do. The generator, not the engine, says what happened and whether
enough evidence is left. An event is put right where most of its attempt's events are of the same true one. One that fits several attempts equally
well is no guess: it is shown with each of them as a weak tie, and counts once, as right where its own is among them. An event is found where
it lies in the one attempt of the report that stands for its true one. Records that no key ties to an attempt (RemoteConnectionManager
1070 and 20499) are nobody's, and of Schannel's that are alike to the letter and the tick one is as good as another. An answer that
says "the user name or password was wrong" is true of a name that nobody has: it is no wrong cause, but where the evidence for the
name is there it is not the right one either. The simulation is made by the same people from the same sources, so that it finds mistakes of the engine and
not of the sources.

Attempts of one host are alike, and nearly all of one kind may be of one or two hosts under attack: "hosts drawn anew" is where 95 of
100 figures lie when ${hosts} hosts are drawn from these again and again, each as often as chance will have it. Where no host shows any,
or none the contrary, drawing tells nothing.

## Totals

${table(['', '', 'hosts drawn anew', 'goal'], figuresOf(score, spreadOf))}

## Against noise and missing logs

${sizeOf(small.noise)}, at every point.

![Accuracy against the amount of robots’ attempts](accuracy-noise.svg)

${sweepTable('noise', noise)}

${sizeOf(small.missing)}, at every point.

![Accuracy against missing channels](accuracy-missing.svg)

${sweepTable('missing', missing)}

## Without ActivityIDs

As tables, plain text and some collectors have them: neither ActivityIDs nor process ids. ${sizeOf(small.plain)}.

${sweepTable(
  'ActivityIDs',
  plain.map(({ value, tally }) => ({ value: value ? 'taken away' : 'there', tally })),
)}

## Failures claimed where there were none

${tally.falselyClaimed.length === 0 ? 'None.' : table(['answer', 'attempt'], falseClaimsOf(tally))}

## The most frequent errors

The example names host number, attempt and true start; \`npm run simulate\` with the seed above writes it.

${table(['times', 'true cause', 'answer', 'example'], mistakesOf(tally))}

## Cause by cause

${table(['cause', 'right first'], sharesOf(tally.byCause))}
`;
}

const sizeOf = ({ hosts, attempts }) => `${hosts} hosts with ${attempts} attempts of people each`;

const sweepTable = (name, points) =>
  table(
    [name, 'event precision', 'event recall', 'right cause first', 'certain and right', 'false claims'],
    points.map(({ value, tally }) => [
      String(value),
      percent(tally.precision),
      percent(tally.recall),
      percent(tally.cause),
      percent(tally.calibration.certain),
      `${tally.falseClaims.count} of ${tally.falseClaims.of}`,
    ]),
  );
