import { createHash } from 'node:crypto';
import { builtInPacks, readAll, type AnalyzeOptions, type ReadLogs } from './analyze.ts';
import { kindsBeyondAttempts } from './diagnose/host-memory.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import { writeZip, type ZipEntry } from './input/write-zip.ts';
import type { Report } from './model/report.ts';
import type { RawEvent } from '../parsers/index.ts';
import { askedOfLog } from './normalize/asked-of-log.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import type { StatedSymptom } from './model/symptom.ts';
import { buildManifest, eventFiles, stateInputs, type EventFile } from './pack/build-manifest.ts';
import { chooseRecords } from './pack/choose-records.ts';
import { feedStated, machinesFirst } from './pack/feed-pack.ts';
import {
  createFullGatherer,
  createGatherer,
  MOST_EVENTS,
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
import { redactedText, redactionNote } from './pack/redaction-note.ts';
import { reportWithPacks } from './pack/report-packs.ts';
import { attemptsThatDiffer, isSameVerdict, verdictOf } from './pack/verdict.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import { createPipeline } from './pipeline.ts';
import { openCasePack, readPackedEvents } from './read-case-pack.ts';
import { redactedSymptom } from './redact/redacted-symptom.ts';
import { jsonPieces, reportRenderers } from './render.ts';
import { changes } from './report/since-it-worked.ts';
import { version } from './version.ts';

export interface CasePackOptions extends Omit<AnalyzeOptions, 'hash'> {
  /** What the person met, as it was typed; `symptom` is what was read of it. */
  readonly stated?: StatedSymptomText;
}

/** A case pack that is ready to be written. */
export interface MadeCasePack {
  readonly manifest: CaseManifest;
  readonly report: Report;
  readonly unreadable: readonly string[];
  readonly write: (file: string) => Promise<void>;
}

/** What may become a pack, where it gives the same verdict. */
interface Draft {
  readonly inputs: readonly StatedInput[];
  readonly rangesLeftOut: number;
  readonly gathered: GatheredEvents;
  readonly files: readonly EventFile[];
  readonly rerun: Omit<RerunNote, 'command'>;
}

/** Analyses logs and gathers what somebody else needs to come to the same verdict, for one archive. */
export async function makeCasePack(
  paths: readonly string[],
  options: CasePackOptions = {},
): Promise<MadeCasePack> {
  const { redactor } = options;
  const packs: readonly Pack[] = options.packs ?? builtInPacks();
  const read = await readAll(paths, { ...options, packs, hash: true });
  const nameOf = redactor?.path ?? same;
  const [runs, machines] = [read.pipeline.runs(), read.pipeline.machines()];
  const report = reportWithPacks(read.pipeline.close(), read.packs, redactor);
  const chosen = chooseRecords(report);
  const symptom = options.symptom && redactor ? redactedSymptom(options.symptom, redactor) : options.symptom;
  const draftOf = async (gatherer: Gatherer): Promise<Draft> => {
    await readAgain(read, catalog, (input, raw) => gatherer.take(nameOf(input), raw));
    const gathered = gatherer.done();
    const files = eventFiles(gathered);
    const stated = stateInputs(report, { runs, machines, files });
    const again = rerun(stated.inputs, files, packs, symptom);
    const sameVerdict = isSameVerdict(verdictOf(report), verdictOf(again));
    const differing = attemptsThatDiffer(chosen.attempts, again.attempts);
    return { ...stated, gathered, files, rerun: { sameVerdict, attemptsThatDiffer: differing } };
  };
  // Only what is packed is worth the time that pseudonyms take.
  const catalog = createCatalog(packs.flatMap((pack) => pack.events ?? []));
  const reading = { catalog, redact: redactor?.event };
  const patterns = [...patternsOf(packs).values()];
  const kinds = new Set([...kindsBeyondAttempts(patterns), ...changes]);
  let draft = await draftOf(createGatherer(reading, chosen, kinds));
  if (!isTrue(draft) && draft.gathered.read <= MOST_EVENTS) {
    const full = await draftOf(createFullGatherer(reading));
    if (isTrue(full)) draft = full;
  }
  read.close();
  const { inputs, rangesLeftOut, gathered, rerun: rerunNote } = draft;
  const contents = [
    ...(await reportFiles(report)),
    ...draft.files.map(({ name, pieces }): ZipEntry => ({ name, pieces })),
  ];
  const manifest = buildManifest(report, {
    inputs,
    bounds: {
      attempts: { listed: report.attempts.length, packed: chosen.attempts.length },
      events: { read: gathered.read, packed: gathered.packed },
      rangesLeftOut,
    },
    rerun: rerunNote,
    redaction: redactor ? redactionNote : null,
    symptom: options.stated && redactedText(options.stated, options.symptom, redactor),
    files: contents.map(packedFile),
  });
  const entries = [{ name: MANIFEST, pieces: () => jsonPieces(manifest) }, ...contents];
  return {
    manifest,
    report,
    unreadable: read.unreadable,
    write: async (file) => writeZip(file, entries),
  };
}

const isTrue = ({ rerun: { sameVerdict, attemptsThatDiffer: others } }: Draft): boolean =>
  sameVerdict && others === 0;

const same = (name: string): string => name;

/** Reads the inputs once more: a report names records only. */
async function readAgain(
  { logs, packs }: ReadLogs,
  catalog: Catalog,
  take: (input: string, raw: RawEvent) => void,
): Promise<void> {
  for (const { file } of packs) {
    const pack = await openCasePack(file);
    if (pack && !('fault' in pack)) await readPackedEvents(pack, catalog, take);
  }
  for (const log of logs) {
    await readLog(
      log,
      {
        ...askedOfLog(catalog, log.file),
        platform: nodePlatform,
      },
      {
        piece: () => {},
        take(items) {
          for (const item of items) if (item.type === 'event') take(log.file, item.event);
        },
      },
    );
  }
}

/** Does what the receiver will do. */
function rerun(
  inputs: readonly StatedInput[],
  files: readonly EventFile[],
  packs: readonly Pack[],
  symptom: StatedSymptom | undefined,
): Report {
  const pipeline = createPipeline({ version, packs, ...(symptom && { symptom }) });
  const encoder = new TextEncoder();
  for (const stated of machinesFirst(inputs)) {
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
