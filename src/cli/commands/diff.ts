import { existsSync } from 'node:fs';
import {
  compareReports,
  DiffError,
  loadReport,
  readSelector,
  type LoadedReport,
  type Selection,
} from '../../diff.ts';
import type { Pack, ReportDiff } from '../../index.ts';
import { diffRenderers, plainText } from '../../render.ts';
import { deliver, outputsOf, zoneOf, type OutputFlags } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { exitCodes, readingOf, UsageError, write, type ReadingFlags, type Streams } from '../streams.ts';

export interface DiffFlags extends OutputFlags, ReadingFlags {
  readonly patterns?: readonly string[];
  readonly progress: boolean;
  readonly quiet?: boolean;
}

type Side = Selection['good'];

/** Says where a working and a failing side part, and what is new on the failing one. */
export async function runDiff(words: readonly string[], flags: DiffFlags, streams: Streams): Promise<number> {
  const [good, bad] = sidesOf(words, zoneOf(flags));
  const outputs = outputsOf(flags, diffRenderers, [good.source, bad.source]);
  try {
    const packs = await packsOf(flags.patterns);
    const { diff, isWhole } = await readAndCompare(good, bad, packs, flags, streams);
    if (diff) await deliver(diff, outputs, diffRenderers, flags, streams);
    return isWhole ? exitCodes.ok : exitCodes.unreadable;
  } catch (error) {
    throw error instanceof DiffError ? new UsageError(error.message) : error;
  }
}

/** One argument alone: what worked of it against what failed of it. */
function sidesOf(words: readonly string[], zone: string): readonly [Side, Side] {
  const [first = '', second] = words;
  const good = sideOf(first, zone);
  if (second !== undefined) return [good, sideOf(second, zone)];
  const { source, selector } = good;
  if (selector.outcome !== undefined || selector.attempt !== undefined) {
    throw new UsageError(
      `expected what to hold '${plainText(first)}' against: rdpwhy diff GOOD BAD, where both can be the same logs with different selectors`,
    );
  }
  return [
    { source, selector: { ...selector, outcome: 'worked' } },
    { source, selector: { ...selector, outcome: 'failed' } },
  ];
}

/** `logs#user=alice`; a file's own name may hold a #. */
function sideOf(word: string, zone: string): Side {
  if (word === '') throw new UsageError('expected a log, a folder or a report, found nothing');
  const place = existsSync(word) ? -1 : hashOf(word);
  if (place === -1) return { source: word, selector: {} };
  const selector = readSelector(word.slice(place + 1), zone);
  if (typeof selector === 'string') throw new UsageError(`${selector} (in '${plainText(word)}')`);
  return { source: word.slice(0, place), selector };
}

function hashOf(word: string): number {
  for (let place = word.indexOf('#'); place !== -1; place = word.indexOf('#', place + 1)) {
    const source = word.slice(0, place);
    if (source === '-' || existsSync(source)) return place;
  }
  return word.indexOf('#');
}

/** undefined where a side gave nothing to read, which is told on stderr. */
interface Compared {
  readonly diff: ReportDiff | undefined;
  readonly isWhole: boolean;
}

async function readAndCompare(
  good: Side,
  bad: Side,
  packs: readonly Pack[] | undefined,
  flags: DiffFlags,
  streams: Streams,
): Promise<Compared> {
  const load = async (path: string): Promise<LoadedReport> =>
    follow(streams, flags, async (onProgress) =>
      loadReport(path, { onProgress, ...readingOf(flags), ...(packs && { packs }) }),
    );
  const first = await load(good.source);
  // The same logs are read once.
  const second = bad.source === good.source ? first : await load(bad.source);
  const loaded = [...new Set([first, second])];
  for (const one of loaded) await tellFaults(one, flags, streams);
  const isWhole = loaded.every(({ unreadable }) => unreadable.length === 0);
  if (!isWhole && loaded.some(isBare)) return { diff: undefined, isWhole };
  return { diff: compareReports(first.report, second.report, { good, bad }, packs), isWhole };
}

const isBare = ({ report }: LoadedReport): boolean =>
  report.inputs.every(({ records }) => records.read === 0);

async function tellFaults(
  { report, unreadable }: LoadedReport,
  flags: DiffFlags,
  { err }: Streams,
): Promise<void> {
  if (flags.quiet === true) return;
  for (const path of unreadable) {
    const problem = report.problems.find(({ input }) => input === path);
    await write(err, `rdpwhy: ${plainText(`${path}: ${problem?.message ?? 'could not be read'}`)}\n`);
  }
}
