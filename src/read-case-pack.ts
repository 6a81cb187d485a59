import { createHash } from 'node:crypto';
import type { RawEvent } from '../parsers/index.ts';
import { sniffFormat } from '../parsers/sniff.ts';
import { openBytes, piecesOf, type Bytes } from './input/bytes.ts';
import { hashPieces } from './input/hash-file.ts';
import { readHead } from './input/read-pieces.ts';
import type { ZipArchive, ZipMember } from './input/read-zip.ts';
import { ArchiveError, STDIN } from './input/found-log.ts';
import { standardInput } from './input/standard-input.ts';
import type { Catalog } from './normalize/normalize.ts';
import {
  MANIFEST,
  pathInPack,
  type CaseManifest,
  type StatedInput,
  type StatedSymptomText,
} from './pack/manifest.ts';
import { NOT_OURS, readManifest } from './pack/read-manifest.ts';
import type { Pipeline } from './pipeline.ts';
import type { Problem } from './report/problem-list.ts';

/** A case pack that is open, checked against its manifest. */
export interface CasePack {
  readonly file: string;
  readonly bytes: Bytes;
  readonly manifest: CaseManifest;
  /** What is not as the manifest says. */
  readonly problems: readonly Problem[];
  /** Inputs of the sender's; those whose events are damaged are not among them. */
  readonly inputs: readonly StatedInput[];
  /** Gives the XML of an input's events. */
  readonly events: (input: StatedInput, take: (piece: Uint8Array) => void) => Promise<void>;
  readonly close: () => void;
}

/** A file that is a case pack and cannot be read as one. */
export interface BadCasePack {
  readonly file: string;
  readonly fault: Problem;
}

/** A pack has a file for each log, and few more. */
const MOST_ENTRIES = 20_000;
const MOST_MANIFEST = 64 * 1024 * 1024;
/** All files together, decompressed: ours come to a tenth. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;

/** Opens a file as the case pack that it is; undefined where it is something else, as its content says. */
export async function openCasePack(file: string): Promise<CasePack | BadCasePack | undefined> {
  const opened = await openManifest(file);
  if (opened === undefined || 'fault' in opened) return opened;
  const { zip, bytes, manifest } = opened;
  const faults = await checkFiles(zip, manifest);
  const unlisted = unlistedIn(zip, manifest);
  const problem = (message: string): Problem => ({ code: 'altered-case-pack', message });
  return {
    file,
    bytes,
    manifest,
    problems: [
      ...[...faults].map(([name, fault]) => problem(`${name} ${fault}`)),
      ...(unlisted === 0
        ? []
        : [problem(`${unlisted} of its files are not in its manifest; they were not read`)]),
    ],
    inputs: manifest.inputs.filter(({ events }) => events === undefined || !faults.has(events.file)),
    events: async ({ events }, take) => {
      if (events) await readMember(zip, events.file, MOST_BYTES, take);
    },
    close: () => bytes.close(),
  };
}

/** What the sender of a pack was told by who could not connect; undefined where the file is no pack or says nothing. */
export async function symptomInPack(file: string): Promise<StatedSymptomText | undefined> {
  const opened = await openManifest(file);
  if (opened === undefined || 'fault' in opened) return undefined;
  opened.bytes.close();
  return opened.manifest.symptom;
}

interface OpenManifest {
  readonly zip: ZipArchive;
  readonly bytes: Bytes;
  readonly manifest: CaseManifest;
}

async function openManifest(file: string): Promise<OpenManifest | BadCasePack | undefined> {
  const bytes = await openBytesOf(file);
  if (bytes === undefined) return undefined;
  // What reads archives is loaded when it is needed.
  const { openZip } = await import('./input/read-zip.ts');
  let zip: ZipArchive | undefined;
  let fault: string;
  try {
    zip = await openZip(bytes, { mostEntries: MOST_ENTRIES });
    if (zip.isCut && memberOf(zip, MANIFEST))
      throw new ArchiveError(`holds more than ${MOST_ENTRIES} entries`);
    const manifest = memberOf(zip, MANIFEST)
      ? readManifest(await readText(zip, MANIFEST, MOST_MANIFEST))
      : NOT_OURS;
    if (typeof manifest !== 'string') return { zip, bytes, manifest };
    fault = manifest;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    // Without its end an archive shows only its first file.
    if (zip === undefined && !beginsLikePack(bytes)) {
      bytes.close();
      return undefined;
    }
    fault = `${zip === undefined ? 'the archive' : `its ${MANIFEST}`} ${error.message}: ask for it again`;
  }
  bytes.close();
  if (fault === NOT_OURS) return undefined;
  return {
    file,
    fault: { code: 'bad-case-pack', message: `this case pack cannot be read: ${fault}` },
  };
}

/** The bytes of a zip archive, a file or what is piped in; undefined where it is none. */
async function openBytesOf(file: string): Promise<Bytes | undefined> {
  // It stays open for who reads logs of it.
  if (file === STDIN) {
    const { archive } = await standardInput();
    return archive && { ...archive, close: () => {} };
  }
  try {
    return sniffFormat(readHead(file, 4)) === 'zip' ? openBytes(file) : undefined;
  } catch {
    // Why it cannot be opened is told when it is read as a log.
    return undefined;
  }
}

/** The first file's name stands 30 bytes into an archive. */
const beginsLikePack = ({ read }: Bytes): boolean =>
  new TextDecoder('latin1').decode(read(30, MANIFEST.length)) === MANIFEST;

const memberOf = (zip: ZipArchive, name: string): ZipMember | undefined =>
  zip.members.find((member) => member.name === name);

async function readMember(
  zip: ZipArchive,
  name: string,
  most: number,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const member = memberOf(zip, name);
  if (!member) throw new ArchiveError(`holds no '${name}'`);
  for await (const piece of member.pieces(most)) take(piece);
}

async function readText(zip: ZipArchive, name: string, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readMember(zip, name, most, (piece) => void (text += decoder.decode(piece, { stream: true })));
  return text + decoder.decode();
}

function unlistedIn({ members }: ZipArchive, { files }: CaseManifest): number {
  const listed = new Set([MANIFEST, ...files.map(({ name }) => name)]);
  return members.filter(({ name }) => !listed.has(name)).length;
}

/** Says of each file of the pack that is not as the manifest has it what is wrong with it. */
async function checkFiles(zip: ZipArchive, manifest: CaseManifest): Promise<ReadonlyMap<string, string>> {
  const faults = new Map<string, string>();
  let left = MOST_BYTES;
  for (const { name, bytes, sha256 } of manifest.files) {
    const digest = createHash('sha256');
    try {
      if (bytes > left) throw new ArchiveError(`is larger than a case pack's files are`);
      left -= bytes;
      await readMember(zip, name, bytes, (piece) => void digest.update(piece));
      if (digest.digest('hex') !== sha256)
        throw new ArchiveError('is not what the sender packed: its SHA-256 differs');
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      faults.set(name, `${error.message}; it was not used`);
    }
  }
  // Events that no SHA-256 vouches for are nobody's.
  const listed = new Set(manifest.files.map(({ name }) => name));
  for (const { events } of manifest.inputs)
    if (events && !listed.has(events.file))
      faults.set(events.file, 'has no SHA-256 in the manifest; it was not used');
  const seen = new Set<string>();
  for (const { name } of zip.members) {
    if (seen.has(name) && listed.has(name)) faults.set(name, 'is there twice; it was not used');
    seen.add(name);
  }
  return faults;
}

/** Gives the pipeline a pack with all that is in it and said in it, and closes it. */
export async function feedCasePack(
  pipeline: Pipeline,
  { file, bytes, problems, inputs, events, close }: CasePack,
  hash: boolean,
): Promise<void> {
  // What reads XML is loaded when it is needed.
  const { feedStated, machinesFirst } = await import('./pack/feed-pack.ts');
  const own = pipeline.open({ path: file });
  for (const problem of problems) own.problem(problem);
  own.end({
    format: 'case-pack',
    bytes: bytes.size,
    state: problems.length === 0 ? 'clean' : 'damaged',
    ...(hash && { sha256: await hashPieces(piecesOf(bytes)) }),
  });
  for (const stated of machinesFirst(inputs)) {
    const input = feedStated(pipeline, file, stated);
    await events(stated, (piece) => input.feed(piece));
    input.end();
  }
  close();
}

/** Gives the events of a pack as they are, with the input of each, and closes it. */
export async function readPackedEvents(
  { file, inputs, events, close }: CasePack,
  catalog: Catalog,
  take: (input: string, raw: RawEvent) => void,
): Promise<void> {
  const { readEvents } = await import('./pack/feed-pack.ts');
  for (const stated of inputs) {
    const path = pathInPack(file, stated.path);
    const reading = readEvents(catalog, (raw) => take(path, raw));
    await events(stated, (piece) => reading.feed(piece));
    reading.end();
  }
  close();
}
