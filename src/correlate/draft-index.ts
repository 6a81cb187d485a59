import type { Micros } from '../model/time.ts';
import { MINUTE } from '../model/time.ts';
import { clientOf, type Draft } from './draft.ts';

/** Windows gives up on an unfinished logon after 90 s; what belongs to it comes within this time of its start. */
const LOGON_TIME = 2 * MINUTE;

/** Finds the attempts that were going on at a time, without looking at all of them. */
export interface DraftIndex {
  /** Attempts that began at most two minutes before and had not closed yet, latest first. */
  around(time: Micros, slack: number): readonly Draft[];
  /** The same, of one client only, closed or not. */
  ofClient(address: string, time: Micros, slack: number): readonly Draft[];
}

/** Indexes the drafts by start; ask it before adding events that move a draft's start. */
export function indexDrafts(drafts: readonly Draft[], ends: (draft: Draft) => Micros): DraftIndex {
  const all = byStart(drafts);
  const perClient = new Map<string, { draft: Draft; start: Micros }[]>();
  for (const entry of all) {
    const client = clientOf(entry.draft);
    if (client === undefined) continue;
    const list = perClient.get(client);
    if (list) list.push(entry);
    else perClient.set(client, [entry]);
  }
  return {
    around: (time, slack) => recent(all, time, slack).filter((draft) => time <= ends(draft) + slack),
    ofClient: (address, time, slack) => recent(perClient.get(address) ?? [], time, slack),
  };
}

const byStart = (drafts: readonly Draft[]): { draft: Draft; start: Micros }[] =>
  drafts.map((draft) => ({ draft, start: draft.start })).sort((a, b) => a.start - b.start);

function recent(entries: readonly { draft: Draft; start: Micros }[], time: Micros, slack: number): Draft[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.start ?? 0) <= time + slack) low = middle + 1;
    else high = middle;
  }
  const found: Draft[] = [];
  for (let i = low - 1; i >= 0; i--) {
    const entry = entries[i];
    if (!entry || entry.start < time - LOGON_TIME) break;
    found.push(entry.draft);
  }
  return found;
}
