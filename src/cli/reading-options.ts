import { Option } from 'commander';
import { UsageError } from './streams.ts';

/** How many threads read. */
export const threadsOption = (): Option =>
  new Option(
    '--threads <n>',
    'threads that read, large logs in ranges (default: cores but one, from 200 MB on)',
  ).argParser(threadCount);

/** What opens archives among the inputs. */
export const passwordOption = (): Option =>
  new Option('--password <text>', 'of archives among the inputs that are protected by one');

function threadCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(`expected a number of threads from 1 on, found '${text}'`);
}
