import { closeSync, openSync, writeFileSync } from 'node:fs';
import { formatsByEnding, type Look, type Renderers } from '../render.ts';
import { writing } from './output-error.ts';
import { protectInputs } from './protect-inputs.ts';
import { readZone } from './stated-time.ts';
import { UsageError, write, type Streams } from './streams.ts';

/** What a command was told about where its result goes and in which form. */
export interface OutputFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  /** Default: true. */
  readonly color?: boolean;
  /** The zone in which people read times. Default: utc. */
  readonly tz?: string;
}

/** Where a result goes; worked out before the logs are read, so that a mistake is told at once. */
export interface Outputs {
  readonly files: readonly { readonly file: string; readonly format: string }[];
  /** What is printed; undefined: everything goes to files. */
  readonly printed: string | undefined;
}

/**
 * Reads the flags; a format is one of those that the result can be written in. What is read to make the result is never
 * written over.
 */
export function outputsOf(
  flags: OutputFlags,
  renderers: Renderers<never>,
  inputs: readonly string[],
): Outputs {
  const formats = Object.keys(renderers);
  // A zone that there is not is told before anything is read.
  zoneOf(flags);
  const files = (flags.output ?? []).map((file) => ({ file, format: formatOfFile(file, formats) }));
  if (flags.json === true && flags.format !== undefined && flags.format !== 'json')
    throw new UsageError(
      `--json and --format ${flags.format} ask for two formats: give one, and -o for the other`,
    );
  const named = flags.json === true ? 'json' : formatNamed(flags.format);
  if (named !== undefined && !formats.includes(named))
    throw new UsageError(`unknown format '${named}'; known: ${formats.join(', ')}`);
  protectInputs(
    files.map(({ file }) => file),
    inputs,
  );
  // What goes to a file is not printed as well.
  const isFiled = files.some(({ format }) => format === named);
  return { files, printed: isFiled ? undefined : (named ?? (files.length === 0 ? 'terminal' : undefined)) };
}

/** The names of formats as help lists them. */
export const formatNames = (renderers: Renderers<never>): string => listed(Object.keys(renderers));

/** Says what `-o` takes. */
export const outputHelp = (what: string, renderers: Renderers<never>): string =>
  `write the ${what} to a file instead of the screen, its ending says how: ${listed(endingsOf(Object.keys(renderers)))}; may be repeated`;

const listed = (words: readonly string[]): string =>
  `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const endingsOf = (formats: readonly string[]): readonly string[] =>
  Object.keys(formatsByEnding).filter((ending) => formats.includes(formatsByEnding[ending] ?? ''));

/** Who knows a format by its ending may name it so. */
const formatNamed = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : (formatsByEnding[`.${name}`] ?? name);

function formatOfFile(file: string, formats: readonly string[]): string {
  const endings = endingsOf(formats);
  const ending = endings.find((one) => file.toLowerCase().endsWith(one));
  const format = ending === undefined ? undefined : formatsByEnding[ending];
  if (format !== undefined) return format;
  throw new UsageError(
    `cannot tell the format of '${file}' from its ending; use one of ${endings.join(', ')}`,
  );
}

/** Writes a result to the files that were asked for, and to the screen. */
export async function deliver<T>(
  value: T,
  { files, printed }: Outputs,
  renderers: Renderers<T>,
  flags: OutputFlags,
  streams: Streams,
): Promise<void> {
  const render = async (format: string, look: Look): Promise<Iterable<string>> => {
    const load = renderers[format];
    return load ? (await load())(value, look) : [];
  };
  for (const { file, format } of files)
    writeFile(file, await render(format, { color: false, width: 80, zone: zoneOf(flags) }));
  if (printed === undefined) return;
  const pieces = await render(printed, lookOf(flags, streams));
  for (const piece of batched(pieces)) await write(streams.out, piece);
}

/** Lines of some formats are short, and every writing has its price. */
const BATCH = 65_536;

function* batched(pieces: Iterable<string>): Generator<string, void, undefined> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

/** The zone that was asked for, by its name in Intl or as `+01:00`. */
export const zoneOf = ({ tz = 'utc' }: OutputFlags): string => readZone(tz);

/** NO_COLOR, any value: https://no-color.org. */
export const lookOf = (flags: OutputFlags, { out }: Streams): Look => ({
  color:
    flags.color !== false &&
    out.isTTY === true &&
    (process.env['NO_COLOR'] ?? '') === '' &&
    process.env['TERM'] !== 'dumb',
  width: Math.min(Math.max(out.columns ?? 80, 60), 120),
  zone: zoneOf(flags),
});

function writeFile(file: string, pieces: Iterable<string>): void {
  const descriptor = writing(file, () => openSync(file, 'w'));
  try {
    for (const piece of batched(pieces)) writing(file, () => writeFileSync(descriptor, piece));
  } finally {
    closeSync(descriptor);
  }
}
