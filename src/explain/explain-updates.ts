import {
  KNOWN_UNTIL,
  repairsOfUpdate,
  troublesOfUpdate,
  type UpdateTrouble,
} from '../codes/known-updates.ts';
import type { ExplainedTrouble, ExplainedUpdate } from '../model/explanation.ts';
import { nameCauses, type Knowledge } from './find-causes.ts';

/** The numbers of updates in a question, and what else it says: `KB5065426`, `kb 5065426`. */
export function readUpdates(text: string): { readonly kbs: readonly string[]; readonly rest: string } {
  const asked = /\bKB[ -]?(\d{6,7})\b/gi;
  const kbs = [...text.matchAll(asked)].map(([, number = '']) => `KB${number}`);
  return { kbs: [...new Set(kbs)], rest: text.replace(asked, ' ') };
}

/** Says what an update brought and what it ended. */
export const explainUpdate = (kb: string, knowledge: Knowledge): ExplainedUpdate => ({
  kb,
  knownUntil: KNOWN_UNTIL,
  brings: troublesOfUpdate(kb).map((trouble) => explainTrouble(trouble, knowledge)),
  ends: repairsOfUpdate(kb).map((trouble) => explainTrouble(trouble, knowledge)),
});

function explainTrouble(trouble: UpdateTrouble, knowledge: Knowledge): ExplainedTrouble {
  const { causes, basis, repairedBy = [], articles = [], ...rest } = trouble;
  const links = causes.map((id) => ({ id, basis, source: '' }));
  return { ...rest, basis, articles, repairedBy, causes: nameCauses(links, knowledge) };
}
