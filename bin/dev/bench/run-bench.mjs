// Builds the logs, finds the peers and runs everybody.
import { runArena } from './arena.mjs';
import { createInputBuilder } from './build-input.mjs';
import { percent, sizeText } from './figures.mjs';
import { ownReadings } from './own-readings.mjs';
import { findEvtxDump, findPeers, installNpmPeers } from './peers.mjs';
import { loadProduct } from './product.mjs';

/** Most of what the corpus holds is kept in memory by `analyze`. */
const CORPUS_SIZE = 300e6;
const tell = (line) => console.error(line);

/**
 * Gives an arena for every mixed log, one for each size that a slow peer can take, and the corpus if wished. `keep` is
 * told after each, so that a run that is broken off was not for nothing.
 */
export async function runBench({ corpus, sizes, rounds, corpusAsIs, install, peersFolder, keep }) {
  if (install) installNpmPeers();
  const peers = findPeers({ folder: peersFolder });
  for (const { name, version, missing } of peers) tell(`${name}: ${missing ?? version}`);
  const readings = ownReadings();
  const builder = createInputBuilder(corpus, await loadProduct(), { evtxDump: findEvtxDump() });
  const fast = peers.filter(({ sizes: own }) => own === undefined);
  const slow = (size) => peers.filter(({ sizes: own }) => own?.includes(size));
  const largest = Math.max(...sizes);
  const slowSizes = [...new Set(peers.flatMap(({ sizes: own = [] }) => own))].filter(
    (size) => size <= largest,
  );
  const plans = [
    ...sizes.map((size) => ({ kind: 'mixed', size, others: fast })),
    ...slowSizes.sort((a, b) => a - b).map((size) => ({ kind: 'plain', size, others: slow(size) })),
    ...(corpusAsIs ? [{ kind: 'corpus', size: Math.min(largest, CORPUS_SIZE), others: fast }] : []),
  ];
  const arenas = [];
  for (const { kind, size, others } of plans) {
    const input = await builder.build(kind, size);
    tell(
      `${sizeText(size)} ${kind}: ${input.records} records, ${percent(input.share)} wanted, ${input.path}`,
    );
    const ours = kind === 'plain' ? readings.filter(({ besideSlowPeers }) => besideSlowPeers) : readings;
    arenas.push(await runArena(input, [...ours, ...others], rounds, tell));
    keep(arenas);
  }
  return arenas;
}
