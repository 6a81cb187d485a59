import { makeCasePack, type MadeCasePack } from '../../case-pack.ts';
import { plainText } from '../../render.ts';
import { outputError } from '../output-error.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { protectInputs } from '../protect-inputs.ts';
import { redactionOf, type RedactFlags } from '../redact-flags.ts';
import { exitCodes, readingOf, UsageError, write, type ReadingFlags, type Streams } from '../streams.ts';
import { readSymptom, statedOf, withSecondCode, type SymptomFlags } from '../symptom-flags.ts';

export interface PackFlags extends SymptomFlags, RedactFlags, ReadingFlags {
  readonly output: string;
  readonly patterns?: readonly string[];
  readonly progress: boolean;
}

/** Writes a case pack and says what is in it; returns the exit code. */
export async function runPack(
  words: readonly string[],
  options: PackFlags,
  streams: Streams,
): Promise<number> {
  const { paths, flags } = withSecondCode(words, options);
  if (paths.includes('-'))
    throw new UsageError('standard input cannot be packed, for it is read twice: name a file');
  if (!/\.zip$/i.test(flags.output))
    throw new UsageError(`a case pack is a zip file: let the name end in .zip, found '${flags.output}'`);
  protectInputs([flags.output], paths);
  const packs = await packsOf(flags.patterns);
  const symptom = await readSymptom(flags, packs);
  const stated = statedOf(flags);
  const redaction = await redactionOf(flags, packs);
  const made = await follow(streams, flags, async (onProgress) =>
    makeCasePack(paths, {
      onProgress,
      ...readingOf(flags),
      ...(packs && { packs }),
      ...(symptom && { symptom }),
      ...(stated && { stated }),
      ...(redaction && { redactor: redaction.redactor }),
    }),
  );
  await redaction?.keep(streams);
  const isEmpty = made.manifest.bounds.events.read === 0 && made.unreadable.length > 0;
  if (!isEmpty) await writePack(made, flags.output);
  for (const line of isEmpty ? [NOTHING] : linesFor(made, flags.output))
    await write(streams.out, `${plainText(line)}\n`);
  if (flags.quiet !== true) {
    for (const path of made.unreadable) {
      const inReport = redaction?.redactor.path(path) ?? path;
      const problem = made.report.problems.find(({ input }) => input === inReport);
      await write(
        streams.err,
        `rdpwhy: ${plainText(`${path}: ${problem?.message ?? 'could not be read'}`)}\n`,
      );
    }
  }
  return made.unreadable.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}

/** An empty pack would be sent for a full one. */
const NOTHING = 'Nothing was read that a pack could hold: none is written.';

async function writePack({ write: to }: MadeCasePack, file: string): Promise<void> {
  try {
    await to(file);
  } catch (error) {
    throw outputError(file, error);
  }
}

function linesFor({ manifest: { bounds, rerun, verdict, redaction } }: MadeCasePack, file: string): string[] {
  const { attempts, events } = bounds;
  const lines = [
    verdict.headline,
    `${file}: ${events.packed} of ${events.read} events that bear on a connection, ${attempts.packed} of ${attempts.listed} attempts`,
  ];
  if (redaction === null)
    lines.push('Nothing in it is redacted: it holds names, addresses and paths as the logs have them.');
  if (!rerun.sameVerdict)
    lines.push(
      'Without the logs it comes to another verdict: send them too. The report in it is right all the same.',
    );
  return lines;
}
