import { existsSync } from 'node:fs';
import type { Pack, StatedCode, StatedSymptom } from '../index.ts';
import { plainText } from '../render.ts';
import { readTime, readZone } from './stated-time.ts';
import { UsageError } from './streams.ts';

/** The options of `analyze` that say what the person saw. */
export interface SymptomFlags {
  readonly code?: string;
  readonly at?: string;
  readonly user?: string;
  readonly client?: string;
  readonly tz?: string;
}

/** What was stated, as it was typed; undefined where nothing was. */
export function statedOf({ code, at, user, client, tz }: SymptomFlags): SymptomFlags | undefined {
  const stated = {
    ...(code === undefined ? {} : { code }),
    ...(at === undefined ? {} : { at }),
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
  };
  if (Object.keys(stated).length === 0) return undefined;
  return tz === undefined ? stated : { ...stated, tz };
}

/** More than any dialog holds. */
const LONGEST = 2000;

/** Reads what the person stated; a mistake is told before any log is read. */
export async function readSymptom(
  flags: SymptomFlags,
  packs: readonly Pack[] | undefined,
): Promise<StatedSymptom | undefined> {
  const zone = readZone(flags.tz ?? 'utc');
  const { user, client } = flags;
  const symptom = {
    ...(flags.code === undefined ? {} : { code: await readCode(flags.code, packs) }),
    ...(flags.at === undefined ? {} : { at: readTime(flags.at, zone) }),
    ...(user === undefined ? {} : { user: filled('--user', user) }),
    ...(client === undefined ? {} : { client: filled('--client', client) }),
  };
  return Object.keys(symptom).length === 0 ? undefined : symptom;
}

async function readCode(text: string, packs: readonly Pack[] | undefined): Promise<StatedCode> {
  // What knows the codes is loaded when it is needed.
  const { readSymptomCode } = await import('../explain.ts');
  const code = text.length > LONGEST ? undefined : readSymptomCode(text, packs ? { packs } : {});
  if (code) return code;
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  throw new UsageError(
    `expected a code such as 0x904/0x7 or the words of the dialog, found '${plainText(shown)}' (rdpwhy explain knows more)`,
  );
}

function filled(option: string, text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new UsageError(`expected a name after ${option}, found nothing`);
}

/** Takes `--code 0x904 0x7 ./logs` as it was meant: the second code is no path, unless there is a file of that name. */
export function withSecondCode<T extends SymptomFlags>(
  paths: readonly string[],
  flags: T,
): { readonly paths: readonly string[]; readonly flags: T } {
  const { code } = flags;
  const place = paths.findIndex((path) => /^0x[0-9a-f]{1,8}$/i.test(path) && !existsSync(path));
  const second = paths[place];
  if (code === undefined || second === undefined || paths.length < 2 || !/^\s*[\w-]+\s*$/.test(code))
    return { paths, flags };
  return { paths: paths.toSpliced(place, 1), flags: { ...flags, code: `${code}/${second}` } };
}
