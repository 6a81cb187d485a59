import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';

/** The order in which the steps of one connection happen; decides among records of one clock tick. */
const firstSteps = [
  'client-connecting',
  'connection-accepted',
  'connection-received',
  'connection-created',
  'connection-counted',
  'tls-key-unreadable',
  'tls-credential-failed',
  'tls-no-common-cipher',
  'tls-alert-sent',
  'tls-alert-received',
  'security-layer-failed',
  'ntlm-checked',
  'logon-failed',
  'credentials-refused',
] as const satisfies readonly KnownKind[];
const lastSteps = ['connection-closed', 'connection-ended'] as const satisfies readonly KnownKind[];

const orderOf: ReadonlyMap<string, number> = new Map([
  ...firstSteps.map((kind, i) => [kind, i] as const),
  ...lastSteps.map((kind, i) => [kind, 1000 + i] as const),
]);

/** The place of an event's kind among the steps of a connection. */
export const stepRank = ({ kind }: Event): number => orderOf.get(kind) ?? 500;

/**
 * Puts records without numbers, as in forms that have whole seconds, into the order of steps where they have one time; all others stay
 * in timeline order.
 */
export function byStep(events: readonly Event[]): readonly Event[] {
  if (!events.some(({ source }) => source.recordId === 0)) return events;
  return events.toSorted((a, b) =>
    a.time === b.time && a.source.recordId === 0 && b.source.recordId === 0
      ? stepRank(a) - stepRank(b)
      : a.time - b.time,
  );
}
