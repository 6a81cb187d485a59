import type { EventRef, Report } from '../model/report.ts';

/** What is shown of them: the records of the latest, and how many came before. */
export interface ShownPassages {
  readonly records: readonly EventRef[];
  readonly earlier: number;
}

const SHOWN = 5;

/** What gateways let through, where nothing else tells of a connection; undefined: nothing. */
export function gatewayPassages({ passages = [], attempts }: Report): ShownPassages | undefined {
  if (passages.length === 0 || attempts.length > 0) return undefined;
  const records = passages.slice(-SHOWN).flatMap(({ evidence }) => evidence);
  return { records, earlier: Math.max(0, passages.length - SHOWN) };
}
