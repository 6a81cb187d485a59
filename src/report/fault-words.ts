import type { ReadFault } from '../model/coverage.ts';

/** What a reader says in detail is for whoever mends files. */
const words: Readonly<Record<string, string>> = {
  'empty-input': 'the file is empty',
  'unknown-format': 'it is no event log',
  truncated: 'the file ends early',
  'too-large': 'too large',
  dirty: 'it was copied while in use, and no record is in the copy',
};

/** What was wrong before a reader saw a byte is told in words of our own, first what it is and then what helps. */
const ofTheSystem: ReadonlySet<string> = new Set(['no-access', 'read-failed']);

/** Says in a few words why no record of a log could be read; log text. */
export function faultWords({ code, message }: ReadFault): string {
  if (ofTheSystem.has(code))
    return message.replace(/:.*$/s, '').replace(/^could not be read \((.*)\)$/, '$1');
  return words[code] ?? 'it is damaged';
}
