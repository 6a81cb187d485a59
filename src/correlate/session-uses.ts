import { numberFact } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { Micros } from '../model/time.ts';
import type { Draft } from './draft.ts';

/** An attempt had a session from this time on. */
export interface SessionUse {
  readonly draft: Draft;
  readonly from: Micros;
}

/** For each session id, the attempts that used it, in order of time and each once. */
export type SessionUses = ReadonlyMap<number, readonly SessionUse[]>;

/** Whoever loses a session or logs off from it had it, though the log may lack how it came to it. */
const sessionKinds: readonly string[] = [
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
  'session-disconnected',
  'session-logged-off',
] satisfies KnownKind[];

export function sessionUses(drafts: readonly Draft[]): SessionUses {
  const uses = new Map<number, SessionUse[]>();
  for (const draft of drafts) {
    for (const [id, from] of firstUses(draft)) {
      const list = uses.get(id);
      if (list) list.push({ draft, from });
      else uses.set(id, [{ draft, from }]);
    }
  }
  for (const list of uses.values()) list.sort((a, b) => a.from - b.from);
  return uses;
}

function firstUses(draft: Draft): ReadonlyMap<number, Micros> {
  const first = new Map<number, Micros>();
  for (const { event } of draft.links) {
    const id = sessionKinds.includes(event.kind) ? numberFact(event, 'sessionId') : undefined;
    if (id !== undefined) first.set(id, Math.min(event.time, first.get(id) ?? Infinity) as Micros);
  }
  return first;
}

/** The last use of a session at or before a time. */
export function lastUse(uses: SessionUses, id: number, time: Micros): SessionUse | undefined {
  const list = uses.get(id) ?? [];
  return list[lastBefore(list, time, ({ from }) => from)];
}

/** The first use of a session after a time. */
export function nextUse(uses: SessionUses, id: number, time: Micros): SessionUse | undefined {
  const list = uses.get(id) ?? [];
  return list[lastBefore(list, time, ({ from }) => from) + 1];
}

/** A session that another attempt got was not this one's any more. */
export function isTakenBefore(draft: Draft, time: number, uses: SessionUses): boolean {
  for (const [id, from] of firstUses(draft)) {
    const next = nextUse(uses, id, from);
    if (next && next.from < time) return true;
  }
  return false;
}
