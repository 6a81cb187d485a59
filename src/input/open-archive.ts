import { sniffFormat, type SniffedFormat } from '../../parsers/sniff.ts';
import { createKeeper, piecesOf, type Bytes, type Keeper, type Kept } from './bytes.ts';
import { faultOf, type InputFault } from './find-logs.ts';
import { ArchiveError, STDIN, type FoundLog } from './found-log.ts';
import { gunzip } from './gunzip.ts';
import { HEAD_LENGTH, isLesserCopy, isPromisingName, logKind } from './log-kind.ts';
import { peek } from './peek.ts';

export interface OpenArchiveOptions {
  readonly password?: string;
  /** Gets every log, with its first bytes. */
  readonly add: (log: FoundLog, head: Uint8Array) => void;
  /** Whether a log that begins like this will be read: of what comes once, nothing else is kept. Default: all are. */
  readonly willRead?: (head: Uint8Array) => boolean;
  /** Tell of what it is where it is no log. Default: false. */
  readonly isNamed?: boolean;
  /** So many bytes may come out of it at any ratio. Default: 2 GB. */
  readonly unsuspected?: number;
  /** Of more entries the rest is left out. Default: 20,000. */
  readonly mostEntries?: number;
  /** So many files are opened to see what they are. Default: 5,000. */
  readonly mostLooked?: number;
  /** Archives within a zip may come to so many bytes together. Default: 256 MB. */
  readonly mostInner?: number;
}

/** What may be a log, or an archive of such. */
export interface Content {
  readonly head: Uint8Array;
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** They can be asked for only once. */
  readonly isOnce: boolean;
  /** As somebody says. */
  readonly size?: number;
  /** The same at any place. */
  readonly bytes?: Bytes;
}

/** What can be read at any place. */
export const contentOf = (bytes: Bytes): Content => ({
  head: bytes.read(0, HEAD_LENGTH),
  pieces: () => piecesOf(bytes),
  isOnce: false,
  size: bytes.size,
  bytes,
});

/** What was found in an archive, and what is wrong with it. */
export interface OpenedArchive {
  readonly faults: readonly InputFault[];
  /** What is odd about it, and keeps nothing from being read. */
  readonly remarks: readonly InputFault[];
  /** It is whole and holds no log. */
  readonly empty?: InputFault;
  readonly close: () => void;
}

const MOST_LOOKED = 5000;
const MOST_ENTRIES = 20_000;
/** Archives within archives are opened down to this depth. */
const MOST_DEPTH = 4;
const MOST_INNER = 256 * 1024 * 1024;
/** A log that is mostly empty comes to a hundred times its size; what is made to fill disks, to a thousand. */
const MOST_RATIO = 200;
const UNSUSPECTED = 2 * 1024 * 1024 * 1024;

/** An archive that is being looked through, with all that is in it. */
interface Opening {
  readonly options: OpenArchiveOptions;
  readonly limits: { readonly entries: number; readonly looked: number; readonly inner: number };
  readonly faults: InputFault[];
  readonly remarks: InputFault[];
  readonly found: { readonly log: FoundLog; readonly head: Uint8Array }[];
  /** All files in it. */
  readonly names: Set<string>;
  readonly keeper: Keeper;
  readonly budget: Budget;
  looked: number;
  inner: number;
}

/** What an archive came to as it was given, and what came out of it. */
interface Budget {
  readonly unsuspected: number;
  packed: number;
  out: number;
}

/**
 * Finds the logs in an archive and in all archives in it. Of a zip nothing is unpacked to disk; the logs of a tar archive,
 * which can only be read from its beginning, are kept.
 */
export async function openArchive(
  file: string,
  content: Content,
  options: OpenArchiveOptions,
): Promise<OpenedArchive> {
  const inner = options.mostInner ?? MOST_INNER;
  const format = sniffFormat(content.head);
  const opening: Opening = {
    options,
    limits: {
      entries: options.mostEntries ?? MOST_ENTRIES,
      looked: options.mostLooked ?? MOST_LOOKED,
      inner: format === 'zip' ? inner : Infinity,
    },
    faults: [],
    remarks: [],
    found: [],
    names: new Set(),
    keeper: createKeeper(format === 'zip' ? inner : undefined),
    budget: { unsuspected: options.unsuspected ?? UNSUSPECTED, packed: content.size ?? 0, out: 0 },
    looked: 0,
    inner: 0,
  };
  const { faults, remarks, found, names, keeper, budget } = opening;
  const pieces = content.size === undefined ? () => metered(content.pieces(), budget) : content.pieces;
  try {
    await take(opening, file, { ...content, pieces }, 0);
  } catch (error) {
    const fault = faultOf(file, error);
    faults.push({ ...fault, message: `${WORDS[format] ?? 'an archive'}: ${fault.message}` });
  }
  const best = found.filter(({ log }) => !isLesserCopy(log.file, (name) => names.has(name)));
  for (const { log, head } of best) options.add(log, head);
  const count = `${names.size} ${names.size === 1 ? 'file' : 'files'}`;
  const isEmpty = found.length === 0 && faults.length === 0 && (format !== 'gzip' || names.size > 0);
  return {
    faults,
    remarks,
    ...(isEmpty && {
      empty: { path: file, code: 'no-logs', message: `no event log among its ${count}` } as const,
    }),
    close: () => keeper.close(),
  };
}

const WORDS: Partial<Record<SniffedFormat, string>> = {
  zip: 'a zip archive',
  tar: 'a tar archive',
  gzip: 'gzip data',
};

const tell = ({ faults }: Opening, path: string, code: InputFault['code'], message: string): void =>
  void faults.push({ path, code, message });

/** Takes a file for what it is. */
async function take(opening: Opening, name: string, content: Content, depth: number): Promise<void> {
  const kind = logKind(name, content.head);
  switch (kind) {
    case 'log':
    case 'collected':
      return offer(opening, name, content, content.head);
    case 'refused':
      return offer(opening, name, content, new Uint8Array(0));
    case 'zip':
      return enterZip(opening, name, content.bytes ?? (await keepWhole(opening, content)), deeper(depth));
    case 'tar':
      return enterTar(opening, name, content.pieces(), deeper(depth));
    case 'gzip':
      return enterGzip(opening, name, content, depth);
    case 'other':
      // What it is, is told when it is read.
      if (depth === 0 && opening.options.isNamed === true) await offer(opening, name, content, content.head);
  }
}

function deeper(depth: number): number {
  if (depth === MOST_DEPTH)
    throw new ArchiveError(`is the ${depth + 1}th archive, one in the other: unpack it first`);
  return depth + 1;
}

async function offer(opening: Opening, name: string, content: Content, head: Uint8Array): Promise<void> {
  const { found, options } = opening;
  const size = content.size === undefined ? {} : { size: content.size };
  let open = content.pieces;
  // What is piped in is read as it comes.
  if (content.isOnce && name !== STDIN && options.willRead?.(head) !== false) {
    const kept = await keep(opening, content);
    open = () => fromKept(kept);
  }
  found.push({ log: { file: name, open, ...size }, head });
}

async function* fromKept({ bytes, fault }: Kept): AsyncGenerator<Uint8Array> {
  yield* piecesOf(bytes);
  if (fault !== undefined) throw fault;
}

async function keep(opening: Opening, { pieces }: Content): Promise<Kept> {
  const kept = await opening.keeper.keep(limited(pieces(), opening.limits.inner - opening.inner));
  opening.inner += kept.bytes.size;
  return kept;
}

async function keepWhole(opening: Opening, content: Content): Promise<Bytes> {
  const { bytes, fault } = await keep(opening, content);
  if (fault !== undefined) throw fault;
  return bytes;
}

async function enterZip(opening: Opening, path: string, bytes: Bytes, depth: number): Promise<void> {
  const { password } = opening.options;
  const { limits, names, budget } = opening;
  // What reads archives is loaded when it is needed: it takes as long as the rest of the program.
  const { openZip } = await import('./read-zip.ts');
  const zip = await openZip(bytes, {
    mostEntries: limits.entries,
    ...(password !== undefined && { password }),
  });
  if (zip.isCut) tellCut(opening, path);
  const locked = password === undefined ? zip.members.filter(({ isEncrypted }) => isEncrypted).length : 0;
  if (locked > 0)
    tell(
      opening,
      path,
      'no-access',
      `${locked} of its files ${locked === 1 ? 'is' : 'are'} protected by a password: name it with --password`,
    );
  remark(
    opening,
    path,
    zip.links,
    zip.members.map(({ name }) => name),
  );
  for (const { name } of zip.members) names.add(`${path}/${name}`);
  for (const member of zip.members) {
    const name = `${path}/${member.name}`;
    if (password === undefined && member.isEncrypted) continue;
    if (!isPromisingName(name) || isLesserCopy(name, (other) => names.has(other))) continue;
    if (!mayLook(opening, path)) break;
    try {
      const { head } = await headOf(member.pieces());
      const pieces = (): AsyncIterable<Uint8Array> => counted(member.pieces(), budget);
      await take(opening, name, { head, pieces, isOnce: false, size: member.size }, depth);
    } catch (error) {
      opening.faults.push(faultOf(name, error));
    }
  }
}

async function enterTar(
  opening: Opening,
  path: string,
  source: AsyncIterable<Uint8Array>,
  depth: number,
): Promise<void> {
  const { readTar } = await import('./read-tar.ts');
  let entries = 0;
  let links = 0;
  const own: string[] = [];
  for await (const member of readTar(source, () => links++)) {
    if (++entries > opening.limits.entries) {
      tellCut(opening, path);
      break;
    }
    const name = `${path}/${member.name}`;
    opening.names.add(name);
    own.push(member.name);
    if (!isPromisingName(name)) continue;
    if (!mayLook(opening, path)) break;
    const { head, pieces, drop } = await peek(member.pieces);
    try {
      await take(opening, name, { head, pieces: () => pieces, isOnce: true, size: member.size }, depth);
    } catch (error) {
      opening.faults.push(faultOf(name, error));
    }
    await drop();
  }
  remark(opening, path, links, own);
}

/** Up to the root of a disk, or out of the folder. */
const LEADS_OUT = /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/i;

/** Tells of what is made to harm whoever unpacks it. */
function remark({ remarks }: Opening, path: string, links: number, names: readonly string[]): void {
  const add = (message: string): void => void remarks.push({ path, code: 'odd-archive', message });
  const outside = names.filter((name) => LEADS_OUT.test(name)).length;
  if (links > 0)
    add(`${links} of its entries ${links === 1 ? 'is a link or device' : 'are links or devices'}: left out`);
  if (outside > 0)
    add(
      `${outside} of its names ${outside === 1 ? 'leads' : 'lead'} out of it: take care where it is unpacked; here nothing is written`,
    );
}

/** What is in it has its name, as has the log in `System.evtx.gz`. */
async function enterGzip(opening: Opening, name: string, content: Content, depth: number): Promise<void> {
  const unzipped = (): AsyncIterable<Uint8Array> => counted(gunzip(content.pieces()), opening.budget);
  const { head, pieces, drop } = await peek(unzipped());
  const { isOnce } = content;
  if (!isOnce) await drop();
  const inner = logKind(name, head) === 'gzip' ? deeper(depth) : depth;
  await take(opening, name, { head, pieces: isOnce ? () => pieces : unzipped, isOnce }, inner);
}

const tellCut = (opening: Opening, path: string): void =>
  tell(opening, path, 'no-logs', `more than ${opening.limits.entries} entries: the rest was not looked at`);

function mayLook(opening: Opening, path: string): boolean {
  const { looked } = opening.limits;
  if (++opening.looked <= looked) return true;
  tell(opening, path, 'no-logs', `more than ${looked} files that may be logs: the rest was not looked at`);
  return false;
}

/** The first bytes of what can be asked for again. */
async function headOf(source: AsyncIterable<Uint8Array>): Promise<{ readonly head: Uint8Array }> {
  const { head, drop } = await peek(source);
  await drop();
  return { head };
}

async function* limited(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > most) throw new ArchiveError(`comes to more than ${most} bytes`);
    yield piece;
  }
}

async function* metered(pieces: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    budget.packed += piece.length;
    yield piece;
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    budget.out += piece.length;
    if (budget.out > budget.unsuspected && budget.out > MOST_RATIO * budget.packed)
      throw new ArchiveError(
        `is of an archive that comes to more than ${MOST_RATIO} times its size: the rest was not read`,
      );
    yield piece;
  }
}
