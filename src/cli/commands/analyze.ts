import { writeFileSync } from 'node:fs';
import { analyze } from '../../analyze.ts';
import type { Report } from '../../index.ts';
import { loadRenderTerminal, renderJson } from '../../render.ts';
import { createProgressBar } from '../progress.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface AnalyzeFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  readonly hash?: boolean;
  readonly threads?: number;
  readonly exitCode?: boolean;
  readonly color: boolean;
  readonly progress: boolean;
  readonly quiet?: boolean;
}

const formats = ['terminal', 'json'] as const;
type Format = (typeof formats)[number];

/** Reads the logs, says why connections failed, and returns the exit code. */
export async function runAnalyze(
  paths: readonly string[],
  flags: AnalyzeFlags,
  streams: Streams,
): Promise<number> {
  const outputs = (flags.output ?? []).map((file) => ({ file, format: formatOfFile(file) }));
  const format = chosenFormat(flags);
  const bar = await createProgressBar(streams, flags.progress && flags.quiet !== true);
  const reading = analyze(paths, {
    hash: flags.hash === true,
    onProgress: bar.update,
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
  });
  const { report, unreadable } = await reading.finally(bar.stop);
  for (const { file, format: wanted } of outputs) writeReport(file, await render(report, wanted, false, 80));
  if (outputs.length === 0 || flags.format !== undefined || flags.json === true) {
    const width = Math.min(Math.max(streams.out.columns ?? 80, 60), 120);
    await write(streams.out, await render(report, format, useColor(flags, streams), width));
  }
  if (unreadable.length > 0 && flags.quiet !== true) {
    const names = unreadable
      .map((path) => report.problems.find((problem) => problem.input === path))
      .map((p) => p && `${p.input}: ${p.message}`);
    for (const line of names) if (line !== undefined) await write(streams.err, `rdpwhy: ${line}\n`);
  }
  return unreadable.length > 0
    ? exitCodes.unreadable
    : flags.exitCode === true
      ? codeOf(report)
      : exitCodes.ok;
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

async function render(report: Report, format: Format, color: boolean, width: number): Promise<string> {
  if (format === 'json') return renderJson(report);
  const renderTerminal = await loadRenderTerminal();
  return renderTerminal(report, { color, width });
}

/** NO_COLOR, any value: https://no-color.org. */
const useColor = (flags: AnalyzeFlags, { out }: Streams): boolean =>
  flags.color && out.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
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
