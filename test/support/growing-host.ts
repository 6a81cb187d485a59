import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../src/model/group-by.ts';
import { renderEventXml } from './event-xml.ts';
import { growingLog, type GrowingLog } from './growing-log.ts';
import type { Random } from './scenarios/random.ts';
import type { SimRecord } from './simulate/sim-record.ts';

/**
 * What may become of a binary log: it grows, writes over its oldest part, is kept under another name, is cleared, or is made
 * anew and counts from one.
 */
type GrowthForm = 'grows' | 'wraps' | 'is-archived' | 'is-cleared' | 'is-recreated';
const allForms: readonly GrowthForm[] = ['grows', 'wraps', 'is-archived', 'is-cleared', 'is-recreated'];

/** Each machine has a folder of its own. */
function fileOf(folder: string, records: readonly SimRecord[], prefix = ''): string {
  const { computer = '', channel = '' } = records[0] ?? {};
  mkdirSync(join(folder, computer), { recursive: true });
  return join(folder, computer, `${prefix}${channel.replaceAll('/', '%4')}.evtx`);
}

/** One channel's log on the disk; grows as it is told. */
interface GrowingFile {
  readonly records: readonly SimRecord[];
  /** So many records are looked at before the log begins anew: what nobody saw is lost. */
  readonly turn: number;
  grow(to: number): void;
  /** Says whether growing so far takes away what is there. */
  loses(to: number): boolean;
}

const ROOM = 4;

function binaryFile(
  folder: string,
  written: readonly SimRecord[],
  random: Random,
  forms: readonly GrowthForm[],
): GrowingFile {
  const form = random.pick(forms);
  const chunkRecords = random.integer(8, 40);
  const turn =
    form === 'grows' || form === 'wraps' ? Infinity : turnFrom(written, random.integer(1, written.length));
  const records = form === 'is-recreated' ? countedAnew(written, turn) : written;
  const specs = records.map((record) => record.spec());
  const file = fileOf(folder, records);
  const room = form === 'wraps' ? { room: ROOM } : {};
  const first: GrowingLog = growingLog(specs.slice(0, turn), { chunkRecords, ...room });
  const second = growingLog(specs.slice(turn), { chunkRecords });
  let isTurned = false;
  let grown = 0;
  return {
    records,
    turn,
    grow(to) {
      grown = to;
      if (to <= turn) {
        write(file, first.at(to, random));
        return;
      }
      if (!isTurned && form === 'is-archived')
        write(fileOf(folder, records, 'Archive-'), first.at(turn, random));
      if (!isTurned && form === 'is-recreated') rmSync(file, { force: true });
      isTurned = true;
      write(file, second.at(to - turn, random));
    },
    loses: (to) =>
      (!isTurned && to > turn) ||
      (form === 'wraps' &&
        to > ROOM * chunkRecords &&
        chunkOf(to, chunkRecords) > chunkOf(grown, chunkRecords)),
  };
}

const chunkOf = (records: number, chunkRecords: number): number => Math.ceil(records / chunkRecords);

/** The records from there on have ids from 1. */
const countedAnew = (records: readonly SimRecord[], turn: number): readonly SimRecord[] =>
  records.map((record, i) => (i < turn ? record : record.withId(i - turn + 1)));

/** Writes over what is there, as Windows does: the file is never empty in between. */
function write(file: string, content: Uint8Array | string): void {
  const bytes = Buffer.from(content);
  const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w');
  writeSync(descriptor, bytes, 0, bytes.length, 0);
  ftruncateSync(descriptor, bytes.length);
  closeSync(descriptor);
}

/** The next place where nothing more comes in the same tick. */
function turnFrom(records: readonly SimRecord[], from: number): number {
  const next = records.findIndex(({ filed }, i) => i >= from && filed > (records[i - 1]?.filed ?? 0));
  return next === -1 ? records.length : next;
}

function textFile(folder: string, records: readonly SimRecord[]): GrowingFile {
  const file = fileOf(folder, records).replace('.evtx', '.xml');
  const texts = records.map((record) => `${renderEventXml(record.spec())}\n`);
  return {
    records,
    turn: Infinity,
    // The end of the last one may be missing.
    grow: (to) => write(file, `<Events>${texts.slice(0, to).join('')}${texts[to]?.slice(0, 200) ?? ''}`),
    loses: () => false,
  };
}

/** The logs of machines on the disk, in all forms; each step is a moment between two of their records. */
export interface GrowingHost {
  /** When records were filed, in order: the moments at which the logs are looked at. */
  readonly steps: readonly number[];
  /** All there will ever be, as the logs count them. */
  readonly records: readonly SimRecord[];
  /** Says whether the logs lose something on the way to a moment: somebody must have looked before. */
  loses(filed: number): boolean;
  /** Makes the logs what they were at a moment. */
  grow(filed: number): void;
}

/** Makes the logs of simulated machines below a folder; nothing is written before they grow. */
export function growingHost(
  folder: string,
  records: readonly SimRecord[],
  random: Random,
  forms: readonly GrowthForm[] = allForms,
): GrowingHost {
  const files = [...groupBy(records, ({ computer, channel }) => `${computer} ${channel}`).values()].map(
    (own) => (random.integer(0, 4) === 0 ? textFile(folder, own) : binaryFile(folder, own, random, forms)),
  );
  const steps = files.flatMap(({ records: own, turn }) => own[turn - 1]?.filed ?? []);
  for (let count = 0; count < records.length;) {
    count = Math.min(records.length, count + random.integer(1, 12));
    steps.push(records[count - 1]?.filed ?? 0);
  }
  const by = (file: GrowingFile, filed: number): number =>
    file.records.filter((record) => record.filed <= filed).length;
  return {
    steps: steps.sort((a, b) => a - b),
    records: files.flatMap((file) => file.records).sort((a, b) => a.filed - b.filed),
    loses: (filed) => files.some((file) => file.loses(by(file, filed))),
    grow(filed) {
      for (const file of files) file.grow(by(file, filed));
    },
  };
}
