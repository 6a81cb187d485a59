import { statSync } from 'node:fs';
import { faultOf, type InputFault } from './find-logs.ts';
import { ArchiveError, type FoundLog } from './found-log.ts';
import { gunzip } from './gunzip.ts';
import { HEAD_LENGTH, isLesserCopy, isPromisingName, logKind } from './log-kind.ts';
import { openZip, type ZipArchive, type ZipMember } from './read-zip.ts';

export interface OpenArchiveOptions {
  readonly password?: string;
  /** Gets every log, with its first bytes. */
  readonly add: (log: FoundLog, head: Uint8Array) => void;
  /** So many bytes may come out of it at any ratio. Default: 2 GB. */
  readonly unsuspected?: number;
  /** Of more entries the rest is left out. Default: 20,000. */
  readonly mostEntries?: number;
  /** So many files are opened to see what they are. Default: 5,000. */
  readonly mostLooked?: number;
  /** Archives within it may come to so many bytes together. Default: 256 MB. */
  readonly mostInner?: number;
}

const MOST_LOOKED = 5000;
const MOST_ENTRIES = 20_000;
/** Archives within archives are opened down to this depth. */
const MOST_DEPTH = 4;
/** Those within others are held in memory while they are open: so many bytes together. */
const MOST_INNER = 256 * 1024 * 1024;
/** A log that is mostly empty comes to a hundred times its size; what is made to fill disks, to a thousand. */
const MOST_RATIO = 200;
const UNSUSPECTED = 2 * 1024 * 1024 * 1024;

/** An archive on the disk, and what all that comes out of it has come to. */
interface Budget {
  readonly unsuspected: number;
  readonly packed: number;
  out: number;
}

/** Opens an archive and all archives in it, and finds the logs; nothing is unpacked to disk. */
export async function openArchive(
  file: string,
  {
    add,
    password,
    unsuspected = UNSUSPECTED,
    mostEntries = MOST_ENTRIES,
    mostLooked = MOST_LOOKED,
    mostInner = MOST_INNER,
  }: OpenArchiveOptions,
): Promise<{ readonly faults: readonly InputFault[]; readonly close: () => void }> {
  const faults: InputFault[] = [];
  const open: ZipArchive[] = [];
  const budget: Budget = { unsuspected, packed: statSync(file).size, out: 0 };
  let found = 0;
  let looked = 0;
  let inner = 0;
  const fault = (path: string, code: InputFault['code'], message: string): void =>
    void faults.push({ path, code, message });

  const enter = async (path: string, archive: string | Uint8Array, depth: number): Promise<void> => {
    const zip = await openZip(archive, {
      mostEntries,
      ...(password !== undefined && { password }),
    });
    open.push(zip);
    if (zip.isCut) fault(path, 'no-logs', `more than ${mostEntries} entries: the rest was not looked at`);
    const locked = password === undefined ? zip.members.filter(({ isEncrypted }) => isEncrypted).length : 0;
    if (locked > 0)
      fault(path, 'no-access', `${locked} of its files are protected by a password: name it with --password`);
    const names = new Set(zip.members.map(({ name }) => name));
    for (const member of zip.members) {
      if (!isPromisingName(member.name) || (password === undefined && member.isEncrypted)) continue;
      if (isLesserCopy(member.name, (name) => names.has(name))) continue;
      if (++looked > mostLooked) {
        fault(path, 'no-logs', `more than ${mostLooked} files that may be logs: the rest was not looked at`);
        break;
      }
      const name = `${path}/${member.name}`;
      try {
        await look(name, member, depth);
      } catch (error) {
        faults.push(faultOf(name, error));
      }
    }
  };
  const look = async (name: string, member: ZipMember, depth: number): Promise<void> => {
    const pieces = (): AsyncGenerator<Uint8Array> => counted(member.pieces(), budget);
    const head = await headOf(member.pieces());
    switch (logKind(name, head)) {
      case 'log':
      case 'collected':
        found++;
        add({ file: name, open: pieces, size: member.size }, head);
        return;
      case 'refused':
        found++;
        add({ file: name, open: pieces, size: member.size }, new Uint8Array(0));
        return;
      case 'gzip': {
        const inner = await headOf(gunzip(member.pieces()));
        if (logKind(name, inner) !== 'log') return;
        found++;
        add({ file: name, open: () => counted(gunzip(member.pieces()), budget) }, inner);
        return;
      }
      case 'zip':
        if (depth === MOST_DEPTH)
          throw new ArchiveError(`is the ${depth + 1}th archive, one in the other: unpack it first`);
        return enterInner(name, member, depth + 1);
      case 'other':
    }
  };
  const enterInner = async (name: string, member: ZipMember, depth: number): Promise<void> => {
    const bytes = await wholeOf(member.pieces(mostInner - inner));
    inner += bytes.length;
    await enter(name, bytes, depth);
  };
  await enter(file, file, 1);
  const files = open.reduce((sum, { members }) => sum + members.length, 0);
  if (found === 0 && faults.length === 0)
    fault(file, 'no-logs', `no event log among its ${files} ${files === 1 ? 'file' : 'files'}`);
  return { faults, close: () => open.forEach((zip) => zip.close()) };
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

async function headOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    head.push(piece);
    length += piece.length;
    if (length >= HEAD_LENGTH) break;
  }
  return Buffer.concat(head).subarray(0, HEAD_LENGTH);
}

async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const whole: Uint8Array[] = [];
  for await (const piece of pieces) whole.push(piece);
  return Buffer.concat(whole);
}
