// npm run bench [-- OPTIONS]: how fast rdpwhy reads, on this machine, beside the other programs it has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, setUp } from '../setup.mjs';
import { parseSize } from './figures.mjs';

const USAGE = `npm run bench -- [options]
  --size SIZES       sizes of the mixed logs: 30MB, 1GB, or several with commas (default: 300MB)
  --rounds N         how often everybody runs (default: 5)
  --corpus-as-is     also read the corpus as it is, most of it about Remote Desktop
  --corpus DIR       where real logs are (default: ../shared/corpus)
  --events COUNTS    measure runs of so many simulated events instead: 100k,1M,10M
  --hosts N          from so many simulated hosts (default: 100)
  --folder N         measure instead what logs that do not matter cost, in a folder of so many
  --peers            install the npm peers into a temporary folder first
  --peers-folder DIR use npm peers installed there
  --json FILE        save what was measured
  --from FILE        measure nothing, take what was saved
  --write FILE       write the document, such as docs/BENCHMARKS.md
  --build-only DIR   build the logs into DIR, say what they are as JSON, and stop`;

/** Slow peers read smaller logs, beside which the larger ones are always run too. */
const SMALL = 30e6;

const flags = readFlags();
if (flags.help) console.log(USAGE);
else if (flags.from !== undefined) await publish(JSON.parse(readFileSync(resolve(flags.from), 'utf8')));
else if (flags.events !== undefined) await scale();
else if (flags.folder !== undefined) await folderOfLogs();
else await benchOrBuild();

function readFlags() {
  const string = { type: 'string' };
  const boolean = { type: 'boolean', default: false };
  const options = {
    size: { ...string, default: '300MB' },
    rounds: { ...string, default: '5' },
    'corpus-as-is': boolean,
    corpus: { ...string, default: '../shared/corpus' },
    events: string,
    hosts: { ...string, default: '100' },
    folder: string,
    peers: boolean,
    'peers-folder': string,
    json: string,
    from: string,
    write: string,
    'build-only': string,
    help: boolean,
  };
  try {
    const { values } = parseArgs({ options });
    const sizes = values.size.split(',').map(parseSize);
    const rounds = Number(values.rounds);
    if (sizes.includes(undefined))
      throw new Error(`--size: expected 30MB or 1GB, found ${String(values.size)}`);
    if (!(rounds >= 1)) throw new Error(`--rounds: expected a number from 1, found ${String(values.rounds)}`);
    const counts = values.events?.split(',').map(parseSize);
    if (counts?.some((count) => !(count >= 1)))
      throw new Error(`--events: expected 100k or 10M, found ${String(values.events)}`);
    const hosts = Number(values.hosts);
    if (!(hosts >= 1)) throw new Error(`--hosts: expected a number from 1, found ${String(values.hosts)}`);
    const folderLogs = values.folder === undefined ? undefined : Number(values.folder);
    if (folderLogs !== undefined && !(folderLogs >= 10))
      throw new Error(`--folder: expected a number from 10, found ${String(values.folder)}`);
    return { ...values, sizes, rounds, counts, hosts, folderLogs };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

async function benchOrBuild() {
  const corpus = resolve(root, flags.corpus);
  if (!existsSync(corpus)) {
    console.error(`bench: logs are built from real ones, and there are none at ${corpus}`);
    process.exit(1);
  }
  if (flags['build-only'] !== undefined) await buildOnly(corpus);
  else await bench(corpus);
}

/** For tests: builds anew, with whatever dist there is. */
async function buildOnly(corpus) {
  const { createInputBuilder } = await import('./build-input.mjs');
  const { loadProduct } = await import('./product.mjs');
  const options = { folder: resolve(flags['build-only']), fresh: true };
  const builder = createInputBuilder(corpus, await loadProduct(), options);
  const kind = flags['corpus-as-is'] ? 'corpus' : 'mixed';
  for (const size of flags.sizes) console.log(JSON.stringify(await builder.build(kind, size)));
}

async function bench(corpus) {
  const { describeMachine } = await import('./machine.mjs');
  const machine = describeMachine();
  setUp();
  const { runBench } = await import('./run-bench.mjs');
  const { benchFolder } = await import('./build-input.mjs');
  const sizes = flags.sizes.some((size) => size > SMALL) ? [...flags.sizes, SMALL] : flags.sizes;
  const kept = resolve(benchFolder, 'last-run.json');
  const run = (arenas) => ({ command: commandLine(), machine, arenas });
  const arenas = await runBench({
    corpus,
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    rounds: flags.rounds,
    corpusAsIs: flags['corpus-as-is'],
    install: flags.peers,
    ...(flags['peers-folder'] === undefined ? {} : { peersFolder: resolve(flags['peers-folder']) }),
    keep: (done) => writeFileSync(kept, JSON.stringify(run(done), undefined, 1)),
  });
  console.error(`kept for --from: ${kept}`);
  await publish(run(arenas));
}

async function scale() {
  const { runScale } = await import('./scale.mjs');
  const { renderScale, withPart } = await import('./scale-document.mjs');
  const command = `npm run bench -- --events ${flags.events} --hosts ${flags.hosts} --write docs/BENCHMARKS.md`;
  const text = renderScale(await runScale({ sizes: flags.counts, hosts: flags.hosts, command }));
  console.log(text);
  if (flags.write !== undefined) save(flags.write, (file) => withPart(file, 'events', text));
}

async function folderOfLogs() {
  const { benchFolder } = await import('./build-input.mjs');
  const { runFolder, renderFolder } = await import('./folder.mjs');
  const { withPart } = await import('./scale-document.mjs');
  const text = renderFolder(
    await runFolder({
      corpus: resolve(root, flags.corpus),
      folder: resolve(benchFolder, 'folders'),
      logs: flags.folderLogs,
      rounds: flags.rounds,
      command: `npm run bench -- --folder ${flags.folder} --write docs/BENCHMARKS.md`,
    }),
  );
  console.log(text);
  if (flags.write !== undefined) save(flags.write, (file) => withPart(file, 'folder', text));
}

/** What makes such a run again; where npm peers were this time, and what was saved, is no part of that. */
function commandLine() {
  const peers = flags.peers || flags['peers-folder'] !== undefined ? ' --peers' : '';
  const asIs = flags['corpus-as-is'] ? ' --corpus-as-is' : '';
  return `npm run bench -- --size ${flags.size} --rounds ${flags.rounds}${asIs}${peers} --write docs/BENCHMARKS.md`;
}

async function publish(run) {
  const { renderDocument } = await import('./document.mjs');
  const { withPart } = await import('./scale-document.mjs');
  const document = renderDocument(run);
  console.log(document);
  if (flags.json !== undefined) save(flags.json, () => JSON.stringify(run, undefined, 1));
  if (flags.write !== undefined) save(flags.write, (file) => withPart(file, 'readings', document));
}

function save(file, textFor) {
  const path = resolve(process.env.INIT_CWD ?? root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, textFor(path));
  console.log(`written: ${path}`);
}
