// One log, and everybody who reads it, in turn: what disturbs the machine disturbs all of them alike.
import { measure } from './measure.mjs';
import { median } from './figures.mjs';

/**
 * Runs every competitor once to warm the caches and count the records it prints, then `rounds` times in turn.
 * A competitor that is missing, or does not suit the log's size, gives no samples.
 */
export async function runArena(input, competitors, rounds, tell) {
  const suited = competitors.filter(
    ({ largest = Infinity, smallest = 0 }) => input.bytes <= largest && input.bytes >= smallest,
  );
  const entries = suited.map((competitor) => ({ competitor, samples: [], missing: competitor.missing }));
  for (const entry of entries.filter(({ missing }) => missing === undefined)) {
    tell(`${entry.competitor.name}: warming up`);
    Object.assign(entry, await warmUp(entry.competitor, input.path));
  }
  const present = entries.filter(({ missing }) => missing === undefined);
  for (let round = 1; round <= rounds; round += 1) {
    for (const { competitor, samples } of present) {
      tell(`${competitor.name}: round ${round} of ${rounds}`);
      samples.push(await sample(competitor, input.path));
    }
  }
  return { input, rounds, entries: entries.map((entry) => summarize(entry, input)) };
}

/** Counts the records and bytes that a competitor prints, if it prints all records; a peer that gives up on the log is out. */
async function warmUp({ name, command, mark, isPeer }, log) {
  let found = 0;
  let printed = 0;
  let rest = '';
  const { exit, complaints } = await measure(command(log), (piece) => {
    printed += piece.length;
    if (mark === undefined) return;
    const text = rest + piece.toString('latin1');
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) found += 1;
    rest = mark.length > 1 ? text.slice(1 - mark.length) : '';
  });
  if (exit !== 0 && !isPeer) throw new Error(`${name} ended with ${exit}: ${complaints}`);
  const missing = exit === 0 ? undefined : `ended with ${exit}`;
  return mark === undefined ? { missing } : { missing, found, printed };
}

async function sample({ name, command, steady }, log) {
  let output = '';
  const onOutput = steady ? (piece) => (output += piece) : undefined;
  const { wall, cpu, rss, exit, complaints } = await measure(command(log), onOutput);
  if (exit !== 0) throw new Error(`${name} ended with ${exit}: ${complaints}`);
  return steady ? { wall: JSON.parse(output).seconds } : { wall, cpu, rss };
}

function summarize({ competitor, samples, missing, found, printed }, { bytes, records }) {
  const { id, name, version, steady = false, noReading } = competitor;
  if (samples.length === 0) return { id, name, version, steady, missing };
  const middle = (key) =>
    samples[0][key] === undefined ? undefined : median(samples.map((each) => each[key]));
  const [wall, cpu] = [middle('wall'), middle('cpu')];
  const rss = samples[0].rss === undefined ? undefined : Math.max(...samples.map((each) => each.rss));
  const rates = noReading ? {} : { megabytes: bytes / 1e6 / wall, recordRate: records / wall };
  return { id, name, version, steady, found, printed, samples, wall, cpu, rss, ...rates };
}

/** The median of the ratios round by round, undefined when one of the two was not measured. */
export function pairRatio(arena, ours, theirs, key = 'wall') {
  const [a, b] = [ours, theirs].map((id) => arena?.entries.find((entry) => entry.id === id)?.samples);
  if (a === undefined || b === undefined) return undefined;
  const ratios = a.map((sample, round) => sample[key] / b[round][key]);
  return ratios.every((ratio) => Number.isFinite(ratio)) ? median(ratios) : undefined;
}
