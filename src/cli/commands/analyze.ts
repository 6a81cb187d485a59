import { analyze } from '../../analyze.ts';
import type { Report } from '../../index.ts';
import { nearestWord, plainText, reportRenderers } from '../../render.ts';
import { deliver, outputsOf, type OutputFlags } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { readSymptom, withSecondCode, type SymptomFlags } from '../symptom-flags.ts';
import { exitCodes, threadsOf, write, type Streams } from '../streams.ts';

export interface AnalyzeFlags extends SymptomFlags, OutputFlags {
  readonly hash?: boolean;
  readonly threads?: number;
  readonly patterns?: readonly string[];
  readonly exitCode?: boolean;
  readonly progress: boolean;
  readonly quiet?: boolean;
}

/** Reads the logs, says why connections failed, and returns the exit code. */
export async function runAnalyze(
  words: readonly string[],
  options: AnalyzeFlags,
  streams: Streams,
): Promise<number> {
  const { paths, flags } = withSecondCode(words, options);
  const outputs = outputsOf(flags, reportRenderers);
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
  await deliver(report, outputs, reportRenderers, flags, streams);
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
    ? nearestWord(word, ['analyze', 'timeline', 'explain', 'diff', 'dump', 'pack', 'patterns', 'help'])
    : undefined;
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
