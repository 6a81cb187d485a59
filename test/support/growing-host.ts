import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../src/model/group-by.ts';
import { renderEventXml } from './event-xml.ts';
import { growingLog, type GrowingLog } from './growing-log.ts';
import type { Random } from './scenarios/random.ts';
import type { SimRecord } from './simulate/sim-record.ts';

/** What may become of a binary log: it grows, writes over its oldest part, is kept under another name, or is cleared. */
type GrowthForm = 'grows' | 'wraps' | 'is-archived' | 'is-cleared';
const allForms: readonly GrowthForm[] = ['grows', 'wraps', 'is-archived', 'is-cleared'];

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
}

function binaryFile(
  folder: string,
  records: readonly SimRecord[],
  random: Random,
  forms: readonly GrowthForm[],
): GrowingFile {
  const form = random.pick(forms);
  const chunkRecords = random.integer(8, 40);
  const specs = records.map((record) => record.spec());
  const file = fileOf(folder, records);
  const turn =
    form === 'grows' || form === 'wraps' ? Infinity : turnFrom(records, random.integer(1, records.length));
  const room = form === 'wraps' ? { room: 4 } : {};
  const first: GrowingLog = growingLog(specs.slice(0, turn), { chunkRecords, ...room });
  const second = growingLog(specs.slice(turn), { chunkRecords });
  let isTurned = false;
  return {
    records,
    turn,
    grow(to) {
      if (to <= turn) {
        writeFileSync(file, first.at(to, random));
        return;
      }
      if (!isTurned && form === 'is-archived')
        writeFileSync(fileOf(folder, records, 'Archive-'), first.at(turn, random));
      isTurned = true;
      writeFileSync(file, second.at(to - turn, random));
    },
  };
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
    grow: (to) =>
      writeFileSync(file, `<Events>${texts.slice(0, to).join('')}${texts[to]?.slice(0, 200) ?? ''}`),
  };
}

/** The logs of machines on the disk, in all forms; each step is a moment between two of their records. */
export interface GrowingHost {
  /** When records were filed, in order: the moments at which the logs are looked at. */
  readonly steps: readonly number[];
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
  const steps = files.map(({ records: own, turn }) => own[turn - 1]?.filed ?? 0);
  for (let count = 0; count < records.length;) {
    count = Math.min(records.length, count + random.integer(1, 12));
    steps.push(records[count - 1]?.filed ?? 0);
  }
  return {
    steps: steps.sort((a, b) => a - b),
    grow(filed) {
      for (const file of files) file.grow(file.records.filter((record) => record.filed <= filed).length);
    },
  };
}
