import {
  builtInPacks,
  createKnowledge,
  NewFileError,
  newPattern,
  NewPatternError,
  NoCaseError,
  renderPatternPage,
  testPack,
  titleOfCause,
  type CaseResult,
  type Knowledge,
} from '../../patterns.ts';
import { plainText } from '../../render.ts';
import { outputError } from '../output-error.ts';
import { packsOf, readPacksOrFail } from '../packs.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface PackFlags {
  readonly patterns?: readonly string[];
}

export interface ShowFlags extends PackFlags {
  readonly json?: boolean;
  readonly color?: boolean;
}

const knowledgeOf = async (flags: PackFlags): Promise<Knowledge> =>
  createKnowledge((await packsOf(flags.patterns)) ?? builtInPacks());

/** Lists all patterns by class: id and title, and the pack where it is not the built-in one. */
export async function listPatterns(flags: ShowFlags, streams: Streams): Promise<number> {
  const { patterns } = await knowledgeOf(flags);
  if (flags.json === true) {
    const rows = patterns.map(({ pattern: { id, class: causeClass, title, stage, actor, basis }, pack }) => ({
      id,
      class: causeClass,
      title: titleOfCause(title),
      stage,
      actor,
      basis,
      pack,
    }));
    await write(streams.out, json(rows));
    return exitCodes.ok;
  }
  const width = Math.max(...patterns.map(({ pattern }) => pattern.id.length));
  let heading = '';
  for (const { pattern, pack } of patterns) {
    if (pattern.class !== heading) await write(streams.out, `${pattern.class}\n`);
    heading = pattern.class;
    const from = pack === 'core' ? '' : ` (pack ${pack})`;
    await write(
      streams.out,
      `  ${pattern.id.padEnd(width)}  ${plainText(titleOfCause(pattern.title) + from)}\n`,
    );
  }
  return exitCodes.ok;
}

/** Shows one pattern as a page. */
export async function showPattern(id: string, flags: ShowFlags, streams: Streams): Promise<number> {
  const knowledge = await knowledgeOf(flags);
  const page = knowledge.page(id);
  if (!page) {
    const nearest = knowledge.nearest(id);
    const hint =
      nearest === undefined ? "; 'rdpwhy patterns list' has them all" : `; did you mean '${nearest}'?`;
    throw new UsageError(`no pattern has the id '${plainText(id)}'${hint}`);
  }
  if (flags.json === true) {
    await write(streams.out, json({ ...page.pattern, pack: page.pack }));
    return exitCodes.ok;
  }
  const width = Math.min(Math.max(streams.out.columns ?? 80, 60), 120);
  const color = flags.color !== false && streams.out.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  const pattern = { ...page.pattern, title: titleOfCause(page.pattern.title) };
  await write(streams.out, renderPatternPage({ ...page, pattern }, { width, color }));
  return exitCodes.ok;
}

export interface TestFlags extends PackFlags {
  readonly alone?: boolean;
}

/** Runs the cases of a pack, with the built-in patterns and the packs it builds on. */
export async function testPatterns(folder: string, flags: TestFlags, streams: Streams): Promise<number> {
  const builtIn = flags.alone === true ? [] : builtInPacks();
  const read = await readPacksOrFail([...(flags.patterns ?? []), folder], builtIn);
  const pack = read.at(-1);
  let [passed, failed] = [0, 0];
  let heading = '';
  for (const result of pack ? testPack(folder, pack, [...builtIn, ...read]) : []) {
    if (result.pattern !== heading) await write(streams.out, `${plainText(result.pattern)}\n`);
    heading = result.pattern;
    if (result.faults.length > 0) failed++;
    else if (result.name !== '') passed++;
    for (const line of resultLines(result)) await write(streams.out, `${plainText(line)}\n`);
  }
  await write(streams.out, `${passed} passed, ${failed} failed\n`);
  return failed > 0 ? exitCodes.failed : exitCodes.ok;
}

function resultLines({ name, faults }: CaseResult): string[] {
  if (faults.length === 0) return name === '' ? [] : [`  pass  ${name}`];
  return [
    `  FAIL  ${name === '' ? 'the cases taken together' : name}`,
    ...faults.map((fault) => `        ${fault}`),
  ];
}

export interface NewFlags {
  readonly patterns: string;
  readonly from?: string;
  readonly logs?: readonly string[];
}

/** Writes a new pattern's folder and says what to do next. */
export async function beginPattern(place: string, flags: NewFlags, streams: Streams): Promise<number> {
  const from = flags.from === undefined ? undefined : fromOf(flags.from);
  const wish = {
    place,
    folder: flags.patterns,
    ...(from && { from }),
    ...(flags.logs && { logs: flags.logs }),
  };
  try {
    for (const file of await newPattern(wish, builtInPacks()))
      await write(streams.out, `${plainText(file)}\n`);
  } catch (error) {
    if (error instanceof NewFileError && error.cause !== undefined)
      throw outputError(plainText(error.path), error.cause);
    const isMistake = [NewPatternError, NewFileError, NoCaseError].some((known) => error instanceof known);
    if (isMistake) throw new UsageError(plainText((error as Error).message));
    throw error;
  }
  const look = from ? 'Read cases/plain.xml before you share it: names in free text may be left. ' : '';
  const next = `${look}Fill in what is marked TODO, then: rdpwhy patterns test ${plainText(flags.patterns)}`;
  await write(streams.err, `${next}\n`);
  return exitCodes.ok;
}

function fromOf(text: string): { report: string; attempt: string } {
  const at = text.lastIndexOf('#');
  if (at < 1 || at === text.length - 1) {
    throw new UsageError(`expected --from <report.json>#<attempt id>, found '${plainText(text)}'`);
  }
  return { report: text.slice(0, at), attempt: text.slice(at + 1) };
}

/** Prints a JSON Schema that knows the events of the packs given. */
export async function printSchema(
  flags: PackFlags & { readonly events?: boolean },
  streams: Streams,
): Promise<number> {
  const knowledge = await knowledgeOf(flags);
  await write(streams.out, json(knowledge.schema(flags.events === true ? 'events' : 'pattern')));
  return exitCodes.ok;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
