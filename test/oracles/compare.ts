import type { OracleEvent, Tokens } from './event-tokens.ts';

/** A way in which another reader is known to differ from us, and who is right. */
export interface Difference {
  readonly id: string;
  /** `spelling`: the same value, written otherwise; `fault`: the other reader is wrong. */
  readonly kind: 'spelling' | 'fault';
  readonly why: string;
  /** Whether the two tokens differ in this way and in no other. */
  readonly explains?: (ours: string, theirs: string, tokens: Tokens, at: number) => boolean;
  /** Our tokens as that reader would give them, where it has other elements; undefined where it does not apply. */
  readonly rewrite?: (ours: Tokens, theirs: Tokens) => Tokens | undefined;
}

export interface Comparison {
  /** Events that both readers gave. */
  readonly records: number;
  /** Values and names compared in them. */
  readonly tokens: number;
  readonly onlyOurs: readonly number[];
  readonly onlyTheirs: readonly number[];
  /** Times each known difference was met. */
  readonly known: Readonly<Record<string, number>>;
  /** What no known difference explains: must be none. */
  readonly unknown: readonly string[];
}

/** Compares two readings of a log, event by event and value by value. */
export function compareEvents(
  ours: readonly OracleEvent[],
  theirs: readonly OracleEvent[],
  differences: readonly Difference[],
): Comparison {
  const left = new Map<string, OracleEvent[]>();
  for (const event of theirs) {
    const key = keyOf(event);
    left.set(key, [...(left.get(key) ?? []), event]);
  }
  const result = { records: 0, tokens: 0, onlyOurs: [] as number[], unknown: [] as string[] };
  const known: Record<string, number> = {};
  for (const event of ours) {
    const other = left.get(keyOf(event))?.shift();
    if (other === undefined) {
      result.onlyOurs.push(event.recordId);
      continue;
    }
    result.records += 1;
    result.tokens += event.tokens.length;
    const unknown = compareTokens(event.tokens, other.tokens, differences, known);
    if (unknown !== undefined) result.unknown.push(`record ${event.recordId}: ${unknown}`);
  }
  const onlyTheirs = [...left.values()].flat().map(({ recordId }) => recordId);
  return { ...result, onlyTheirs, known };
}

/** Copies of a log's ages can hold one id twice: the time tells them apart, as far as all readers keep it. */
function keyOf({ recordId, tokens }: OracleEvent): string {
  const time = tokens.find((token) => token.startsWith('@SystemTime=')) ?? '';
  return `${recordId} ${time.slice(12, 31).replace(' ', 'T')}`;
}

/** Whether the two have the same elements, attributes and texts in the same places, whatever their values. */
function sameShape(ours: Tokens, theirs: Tokens): boolean {
  if (ours.length !== theirs.length) return false;
  for (let at = 0; at < ours.length; at += 1) {
    const one = ours[at] ?? '';
    const other = theirs[at] ?? '';
    if (one.charCodeAt(0) !== other.charCodeAt(0) || (one.startsWith('<') && one !== other)) return false;
  }
  return true;
}

function compareTokens(
  ours: Tokens,
  theirs: Tokens,
  differences: readonly Difference[],
  known: Record<string, number>,
): string | undefined {
  let mine = ours;
  for (const { id, rewrite } of differences) {
    if (sameShape(mine, theirs)) break;
    const rewritten = rewrite?.(mine, theirs);
    if (rewritten === undefined) continue;
    known[id] = (known[id] ?? 0) + 1;
    mine = rewritten;
  }
  const length = Math.max(mine.length, theirs.length);
  for (let at = 0; at < length; at += 1) {
    const one = mine[at] ?? '';
    const other = theirs[at] ?? '';
    if (one === other) continue;
    const difference = differences.find(({ explains }) => explains?.(one, other, mine, at) === true);
    if (difference === undefined) return `${JSON.stringify(one)} here, ${JSON.stringify(other)} there`;
    known[difference.id] = (known[difference.id] ?? 0) + 1;
  }
  return undefined;
}
