import { createHash } from 'node:crypto';
import { builtInPacks, readAll, type AnalyzeOptions, type ReadLogs } from './analyze.ts';
import { kindsBeyondAttempts } from './diagnose/host-memory.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import { writeZip, type ZipEntry } from './input/write-zip.ts';
import type { Report } from './model/report.ts';
import { buildManifest, eventFiles, stateInputs, type EventFile } from './pack/build-manifest.ts';
import { chooseRecords } from './pack/choose-records.ts';
import { feedStated } from './pack/feed-pack.ts';
import {
  createFullGatherer,
  createGatherer,
  type GatheredEvents,
  type Gatherer,
} from './pack/gather-events.ts';
import {
  MANIFEST,
  type CaseManifest,
  type PackedFile,
  type RerunNote,
  type StatedInput,
  type StatedSymptomText,
} from './pack/manifest.ts';
import { reportWithPacks } from './pack/report-packs.ts';
import { attemptsThatDiffer, isSameVerdict, verdictOf } from './pack/verdict.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import { createPipeline } from './pipeline.ts';
import { openCasePack, readPackedEvents } from './read-case-pack.ts';
import { jsonPieces, reportRenderers } from './render.ts';
import { changes } from './report/since-it-worked.ts';
import { version } from './version.ts';

export interface CasePackOptions extends Omit<AnalyzeOptions, 'hash'> {
  /** What the person met, as it was typed; `symptom` is what was read of it. */
  readonly stated?: StatedSymptomText;
}

/** A case pack that was written. */
export interface MadeCasePack {
  readonly manifest: CaseManifest;
  readonly report: Report;
  readonly unreadable: readonly string[];
}

/** Analyses logs and writes what somebody else needs to come to the same verdict into one archive. */
export async function makeCasePack(
  paths: readonly string[],
  file: string,
  options: CasePackOptions = {},
): Promise<MadeCasePack> {
  const packs = options.packs ?? builtInPacks();
  const read = await readAll(paths, { ...options, packs, hash: true });
  const runs = read.pipeline.runs();
  const report = reportWithPacks(read.pipeline.close(), read.packs);
  const chosen = chooseRecords(report);
  const draftOf = async (gatherer: Gatherer): Promise<Draft> => {
    await readAgain(read, report, gatherer);
    const gathered = gatherer.done();
    const files = eventFiles(gathered);
    const stated = stateInputs(report, runs, files);
    const again = rerun(stated.inputs, files, { ...options, packs });
    const rerunNote = {
      sameVerdict: isSameVerdict(verdictOf(report), verdictOf(again)),
      attemptsThatDiffer: attemptsThatDiffer(chosen.attempts, again.attempts),
    };
    return { ...stated, gathered, files, rerun: rerunNote };
  };
  const { catalog } = read.pipeline;
  const patterns = [...patternsOf(packs).values()];
  const kinds = new Set([...kindsBeyondAttempts(patterns), ...changes]);
  let draft = await draftOf(createGatherer(catalog, chosen, kinds));
  if (!isTrue(draft)) {
    const full = await draftOf(createFullGatherer(catalog));
    if (isTrue(full)) draft = full;
  }
  const contents = [
    ...(await reportFiles(report)),
    ...draft.files.map(({ name, pieces }): ZipEntry => ({ name, pieces })),
  ];
  const manifest = buildManifest(report, {
    inputs: draft.inputs,
    bounds: {
      attempts: { listed: report.attempts.length, packed: chosen.attempts.length },
      events: { read: draft.gathered.read, packed: draft.gathered.packed },
      rangesLeftOut: draft.rangesLeftOut,
    },
    rerun: draft.rerun,
    redaction: null,
    symptom: options.stated,
    files: contents.map(packedFile),
  });
  await writeZip(file, [{ name: MANIFEST, pieces: () => jsonPieces(manifest) }, ...contents]);
  return { manifest, report, unreadable: read.unreadable };
}

/** A pack before it is written. */
interface Draft {
  readonly inputs: readonly StatedInput[];
  readonly rangesLeftOut: number;
  readonly gathered: GatheredEvents;
  readonly files: readonly EventFile[];
  readonly rerun: Omit<RerunNote, 'command'>;
}

const isTrue = ({ rerun: { sameVerdict, attemptsThatDiffer: others } }: Draft): boolean =>
  sameVerdict && others === 0;

/** Reads those inputs once more that have events: a report names records only. */
async function readAgain(
  { logs, packs, pipeline }: ReadLogs,
  report: Report,
  gatherer: Gatherer,
): Promise<void> {
  const { catalog } = pipeline;
  const withEvents = new Set(
    report.inputs.filter(({ records }) => records.events > 0).map(({ path }) => path),
  );
  for (const { file } of packs) {
    const pack = await openCasePack(file);
    if (pack && !('fault' in pack))
      await readPackedEvents(pack, catalog, (input, raw) => gatherer.take(input, raw));
  }
  for (const file of logs.filter((path) => withEvents.has(path))) {
    await readLog(
      { file },
      { want: catalog.wants, wantedIds: catalog.eventIds, platform: nodePlatform },
      {
        piece: () => {},
        take(items) {
          for (const item of items) if (item.type === 'event') gatherer.take(file, item.event);
        },
      },
    );
  }
}

/** Does what the receiver will do. */
function rerun(
  inputs: readonly StatedInput[],
  files: readonly EventFile[],
  { packs, symptom }: CasePackOptions & { readonly packs: readonly Pack[] },
): Report {
  const pipeline = createPipeline({ version, packs, ...(symptom && { symptom }) });
  const encoder = new TextEncoder();
  for (const stated of inputs) {
    const input = feedStated(pipeline, '', stated);
    const own = files.find(({ name }) => name === stated.events?.file);
    for (const piece of own?.pieces() ?? []) input.feed(encoder.encode(piece));
    input.end();
  }
  return pipeline.close();
}

async function reportFiles(report: Report): Promise<readonly ZipEntry[]> {
  const entry = async (format: string, name: string): Promise<readonly ZipEntry[]> => {
    const load = reportRenderers[format];
    if (!load) return [];
    const render = await load();
    return [{ name, pieces: () => render(report, { color: false, width: 80 }) }];
  };
  return [...(await entry('html', 'report.html')), ...(await entry('json', 'report.json'))];
}

function packedFile({ name, pieces }: ZipEntry): PackedFile {
  const digest = createHash('sha256');
  let bytes = 0;
  for (const piece of pieces()) {
    digest.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  return { name, bytes, sha256: digest.digest('hex') };
}
