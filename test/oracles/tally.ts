import { writeSync } from 'node:fs';
import type { Comparison } from './compare.ts';
import { ALL } from './readers.ts';

interface Sum {
  files: number;
  records: number;
  tokens: number;
  readonly known: Map<string, number>;
}

const sums = new Map<string, Sum>();

/** Adds a comparison to those with the same reader. */
export function tally(reader: string, { records, tokens, known }: Comparison): void {
  const sum = sums.get(reader) ?? { files: 0, records: 0, tokens: 0, known: new Map<string, number>() };
  sums.set(reader, sum);
  sum.files += 1;
  sum.records += records;
  sum.tokens += tokens;
  for (const [id, times] of Object.entries(known)) sum.known.set(id, (sum.known.get(id) ?? 0) + times);
}

/** Returns the known differences that were met; `npm run oracles` prints what was compared. */
export function tell(reader: string): readonly string[] {
  const sum = sums.get(reader);
  if (sum === undefined) return [];
  const known = [...sum.known].map(([id, times]) => `${id} ${times}`).join(', ');
  const text = `${reader}: ${sum.files} files, ${sum.records} records, ${sum.tokens} names and values; ${known}`;
  if (ALL) writeSync(2, `${text}\n`);
  return [...sum.known.keys()].toSorted();
}
