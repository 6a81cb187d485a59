import { closeSync, openSync, writeFileSync } from 'node:fs';
import { analyze } from '../../analyze.ts';
import type { Report } from '../../index.ts';
import { jsonPieces, loadRenderTerminal, nearestWord, plainText } from '../../render.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { readSymptom, withSecondCode, type SymptomFlags } from '../symptom-flags.ts';
import { exitCodes, threadsOf, UsageError, write, type Streams } from '../streams.ts';

export interface AnalyzeFlags extends SymptomFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  readonly hash?: boolean;
  readonly threads?: number;
  readonly patterns?: readonly string[];
  readonly exitCode?: boolean;
  readonly color: boolean;
  readonly progress: boolean;
  readonly quiet?: boolean;
}

const formats = ['terminal', 'json'] as const;
type Format = (typeof formats)[number];

/** Reads the logs, says why connections failed, and returns the exit code. */
export async function runAnalyze(
  words: readonly string[],
  options: AnalyzeFlags,
  streams: Streams,
): Promise<number> {
  const { paths, flags } = withSecondCode(words, options);
  const outputs = (flags.output ?? []).map((file) => ({ file, format: formatOfFile(file) }));
  const format = chosenFormat(flags);
  const packs = await packsOf(flags.patterns);
  const symptom = await readSymptom(flags, packs);
  const { report, unreadable } = await follow(streams, flags, async (onProgress) =>
    analyze(paths, {
      hash: flags.hash === true,
      onProgress,
      ...threadsOf(flags),
      ...(packs && { packs }),
      ...(symptom && { symptom }),
    }),
  );
  for (const { file, format: wanted } of outputs) writeReport(file, await render(report, wanted, false, 80));
  if (outputs.length === 0 || flags.format !== undefined || flags.json === true) {
    const width = Math.min(Math.max(streams.out.columns ?? 80, 60), 120);
    const pieces = await render(report, format, useColor(flags, streams), width);
    for (const piece of pieces) await write(streams.out, piece);
  }
  if (unreadable.length > 0 && flags.quiet !== true) {
    const names = unreadable
      .map((path) => report.problems.find((problem) => problem.input === path))
      .map((p) => p && `${p.input}: ${p.message}`);
    for (const line of names)
      if (line !== undefined) await write(streams.err, `rdpwhy: ${plainText(line)}\n`);
    const command = meantCommand(words[0] ?? '', report);
    if (command !== undefined) await write(streams.err, `rdpwhy: did you mean 'rdpwhy ${command}'?\n`);
  }
  return unreadable.length > 0
    ? exitCodes.unreadable
    : flags.exitCode === true
      ? codeOf(report)
      : exitCodes.ok;
}

/** A mistyped command is taken for a path of the default one. */
function meantCommand(word: string, { problems }: Report): string | undefined {
  const isNoPath = problems.some(({ input, code }) => input === word && code === 'not-found');
  return isNoPath
    ? nearestWord(word, ['analyze', 'timeline', 'explain', 'diff', 'dump', 'patterns', 'help'])
    : undefined;
}

function chosenFormat(flags: AnalyzeFlags): Format {
  if (flags.json === true) return 'json';
  const found = formats.find((format) => format === (flags.format ?? 'terminal'));
  if (!found) throw new UsageError(`unknown format '${flags.format}'; known: ${formats.join(', ')}`);
  return found;
}

function formatOfFile(file: string): Format {
  if (file.endsWith('.json')) return 'json';
  if (file.endsWith('.txt')) return 'terminal';
  throw new UsageError(`cannot tell the format of '${file}' from its ending; use .json or .txt`);
}

async function render(
  report: Report,
  format: Format,
  color: boolean,
  width: number,
): Promise<Iterable<string>> {
  if (format === 'json') return jsonPieces(report);
  const renderTerminal = await loadRenderTerminal();
  return [renderTerminal(report, { color, width })];
}

/** NO_COLOR, any value: https://no-color.org. */
const useColor = (flags: AnalyzeFlags, { out }: Streams): boolean =>
  flags.color && out.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';

function writeReport(file: string, pieces: Iterable<string>): void {
  try {
    const descriptor = openSync(file, 'w');
    try {
      for (const piece of pieces) writeFileSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UsageError(`cannot write '${file}': ${error instanceof Error ? error.message : String(error)}`);
  }
}

function codeOf(report: Report): number {
  switch (report.summary.outcome) {
    case 'failures-explained':
      return exitCodes.explained;
    case 'failures-partly-explained':
    case 'failures-unexplained':
      return exitCodes.unexplained;
    case 'insufficient-evidence':
      return exitCodes.insufficient;
    case 'no-failures':
      return exitCodes.ok;
  }
}
