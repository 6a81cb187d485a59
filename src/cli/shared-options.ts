import { Option } from 'commander';
import { UsageError } from './streams.ts';

/** What commands that read logs take. */
export const pathHelp =
  "event logs (.evtx, XML, JSON, CSV, text, CLIXML), folders and archives (zip, tar, gz) of them, case packs, patterns such as 'logs/**/*.evtx', or '-' for standard input";

/** How many threads read. */
export const threadsOption = (): Option =>
  new Option(
    '--threads <n>',
    'threads that read, large logs in ranges (default: cores but one, from 200 MB on; large binary logs are analysed by one)',
  ).argParser(threadCount);

/** What opens archives among the inputs. */
export const passwordOption = (): Option =>
  new Option('--password <text>', 'of archives among the inputs that are protected by one');

/** What somebody saw; of two codes that are each given so, the first would be lost. */
export const codeOption = (help: string): Option =>
  new Option('--code <code>', help).argParser((code: string, before?: string) => {
    if (before === undefined) return code;
    throw new UsageError('--code is given twice; the two codes of one dialog are one: --code 0x904/0x7');
  });

/** In which zone times are given and read. */
export const zoneOption = (what = 'times that you give and read; what programs read is always UTC'): Option =>
  new Option('--tz <zone>', `zone of ${what}: utc, local, +01:00 or Europe/Berlin (default: utc)`);

/** Packs of patterns besides those that are built in. */
export const packsOption = (
  help = 'a further pack of patterns (data, never code); may be repeated',
): Option => new Option('--patterns <folder>', help).argParser(repeated);

/** Pseudonyms under a key that nobody keeps. */
export const redactOption = (): Option =>
  new Option('--redact', 'put pseudonyms in place of users, hosts, addresses, SIDs, certificates and paths');

/** Pseudonyms that can be turned back. */
export const redactMapOption = (): Option =>
  new Option(
    '--redact-map <file>',
    'the same, with the pseudonyms of this private file, which is made where there is none; reveal needs it',
  );

/** Text without colours; with them is the default on a terminal. */
export const noColorOption = (): Option => new Option('--no-color', 'no colours, even on a terminal');

/** Nothing that moves while logs are read. */
export const noProgressOption = (): Option => new Option('--no-progress', 'no progress bar');

/** No word beside the result. */
export const quietOption = (): Option => new Option('-q, --quiet', 'nothing on standard error');

/** Reads the value of an option that may be repeated: all of them, in their order. */
export const repeated = (value: string, earlier: readonly string[] | undefined): string[] => [
  ...(earlier ?? []),
  value,
];

function threadCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(`expected a number of threads from 1 on, found '${text}'`);
}
