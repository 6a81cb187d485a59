import { analyze, isSettled, symptomInPack } from '../../analyze.ts';
import type { Report } from '../../index.ts';
import { nearestWord, plainText, reportRenderers } from '../../render.ts';
import { deliver, outputsOf, type OutputFlags, type Outputs } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { redactionOf, type RedactFlags } from '../redact-flags.ts';
import { readSymptom, statedOf, withSecondCode, type SymptomFlags } from '../symptom-flags.ts';
import { exitCodes, readingOf, write, type ReadingFlags, type Streams } from '../streams.ts';

export interface AnalyzeFlags extends SymptomFlags, OutputFlags, RedactFlags, ReadingFlags {
  readonly hash?: boolean;
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
  const outputs = outputsOf(flags, reportRenderers, paths);
  const packs = await packsOf(flags.patterns);
  const symptom = await readSymptom((await statedFor(flags, paths)) ?? {}, packs);
  const redaction = await redactionOf(flags, packs);
  const { report, unreadable } = await follow(streams, flags, async (onProgress) =>
    analyze(paths, {
      hash: flags.hash === true,
      onProgress,
      ...readingOf(flags),
      ...(packs && { packs }),
      ...(symptom && { symptom }),
      ...(redaction && { redactor: redaction.redactor }),
    }),
  );
  await redaction?.keep(streams);
  const isTold = isNothing(report) && flags.quiet !== true;
  await deliver(report, isTold ? unprinted(outputs) : outputs, reportRenderers, flags, streams);
  if (unreadable.length > 0 && flags.quiet !== true) {
    // Who typed a path is told of it by its own name.
    const inReport = (path: string): string => redaction?.redactor.path(path) ?? path;
    for (const path of unreadable) {
      const problem = report.problems.find(({ input }) => input === inReport(path));
      if (problem) await write(streams.err, `rdpwhy: ${plainText(`${path}: ${problem.message}`)}\n`);
    }
    const command = meantCommand(words, inReport, report);
    if (command !== undefined)
      await write(streams.err, `rdpwhy: did you mean 'rdpwhy ${plainText(command)}'?\n`);
  }
  return unreadable.length > 0
    ? exitCodes.unreadable
    : flags.exitCode === true
      ? codeOf(report)
      : exitCodes.ok;
}

/** What the person states; where they state nothing, what the one case pack has from its sender. */
async function statedFor(flags: AnalyzeFlags, paths: readonly string[]): Promise<SymptomFlags | undefined> {
  const stated = statedOf(flags);
  if (stated) return stated;
  const inPacks = (await Promise.all(paths.map(async (path) => symptomInPack(path)))).filter(
    (one) => one !== undefined,
  );
  return inPacks.length === 1 ? inPacks[0] : undefined;
}

/** None of the paths is there: what goes wrong is said on standard error, and there is nothing else to say. */
const isNothing = ({ inputs, problems }: Report): boolean =>
  inputs.length === 0 && problems.every(({ code }) => code === 'not-found');

/** The screen is for people, who need not read that of no log nothing is known. */
const unprinted = ({ files, printed }: Outputs): Outputs => ({
  files,
  printed: printed === 'terminal' ? undefined : printed,
});

/** `0x904`, `4625`. */
const code = /^(?:0x[0-9a-f]{1,8}|\d{1,6})$/i;

/** A mistyped command is taken for a path of the default one, and so is what `explain` is to be asked. */
function meantCommand(
  words: readonly string[],
  inReport: (path: string) => string,
  { problems }: Report,
): string | undefined {
  const [word = ''] = words;
  // The words of a dialog, pasted.
  if (
    word === '-' &&
    problems.some(({ input, message }) => input === '-' && message.includes('found plain text'))
  )
    return 'explain WORDS';
  const isNoPath = problems.some(({ input, code }) => input === inReport(word) && code === 'not-found');
  if (isNoPath && (code.test(word) || /^[^/\\*?]+ [^/\\*?]+$/.test(word)))
    return `explain ${words.join(' ')}`;
  return isNoPath
    ? nearestWord(word, [
        'analyze',
        'timeline',
        'explain',
        'diff',
        'doctor',
        'collect',
        'pack',
        'reveal',
        'dump',
        'patterns',
        'help',
      ])
    : undefined;
}

/** The exit code that says what came of an analysis; what is only possible explains nothing yet. */
export function codeOf(report: Report): number {
  switch (report.summary.outcome) {
    case 'failures-explained':
      return isSettled(report) ? exitCodes.explained : exitCodes.unexplained;
    case 'failures-partly-explained':
    case 'failures-unexplained':
      return exitCodes.unexplained;
    case 'insufficient-evidence':
      return exitCodes.insufficient;
    case 'no-failures':
      return exitCodes.ok;
  }
}
