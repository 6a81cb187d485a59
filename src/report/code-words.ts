import { describeCode, describeFact, type CodeMeaning } from '../codes/dictionary.ts';
import { troublesOfUpdate } from '../codes/known-updates.ts';
import type { Facts, FactValue } from '../model/event.ts';

/** Facts that hold numbers with a name or a meaning worth reading, the most telling first. */
const coded = ['code', 'reason', 'alert', 'error', 'errorInfo'] as const;

/** What the code or the number of an update in a record means, short enough to stand beside it; undefined where that is not known. */
export function codeWords(
  event: { readonly provider: string; readonly eventId: number },
  facts: Facts,
): string | undefined {
  for (const fact of coded) {
    const meaning = meaningOf(event, fact, facts[fact]);
    const words = meaning && wordsFor(meaning);
    if (words !== undefined) return words;
  }
  return facts['code'] === undefined ? updateWords(facts['kb']) : undefined;
}

/** What an installed update is known for; undefined: nothing that this program knows of. */
function updateWords(kb: FactValue | undefined): string | undefined {
  const titles = typeof kb === 'string' ? troublesOfUpdate(kb).map(({ title }) => title) : [];
  return titles.length === 0 ? undefined : `known for: ${titles.join('; ')}`;
}

/** A line with the words for its code behind it. */
export const withWords = (line: string, words: string | undefined): string =>
  words === undefined ? line : `${line} (${words})`;

function meaningOf(
  event: { readonly provider: string; readonly eventId: number },
  fact: string,
  value: FactValue | undefined,
): CodeMeaning | undefined {
  if (typeof value === 'number') return value === 0 ? undefined : describeFact(event, fact, value);
  // How Windows puts an error of its own into a text: `%%1079`.
  const [, number] = /^%%(\d{1,5})$/.exec(value ?? '') ?? [];
  return number === undefined ? undefined : describeCode('win32', Number(number));
}

/** Longer meanings are for `rdpwhy explain`. */
const LONGEST_MEANING = 60;

/** A meaning that is short enough to stand beside the number, or the published name. */
function wordsFor({ name, meaning }: CodeMeaning): string | undefined {
  if (meaning.length <= LONGEST_MEANING) return meaning;
  return name === '' || name.includes(' ') ? undefined : name;
}
