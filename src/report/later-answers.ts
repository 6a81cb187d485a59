import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import { plainName } from '../model/account-name.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Pattern } from '../model/pattern.ts';
import type { Confidence } from '../model/vocabulary.ts';

/** A cause and the attempts that it explains. */
interface Told {
  readonly pattern: Pattern;
  readonly confidence: Confidence;
  readonly attempts: readonly DiagnosedAttempt[];
}

/**
 * Puts before a cause the one that it yields to, where all of its people met that one later: whoever is locked out by now
 * is not helped by typing the password again, however often the password was the trouble before.
 */
export function laterAnswersFirst<T extends Told>(causes: readonly T[]): T[] {
  const order = new Set<T>();
  for (const cause of causes) {
    for (const other of causes) if (!order.has(cause) && isOvertaken(cause, other)) order.add(other);
    order.add(cause);
  }
  return [...order];
}

function isOvertaken(cause: Told, other: Told): boolean {
  if (!cause.pattern.yieldsTo.includes(other.pattern.id) || other.confidence === 'possible') return false;
  if (cause.pattern.prominence !== other.pattern.prominence || cause.attempts.length === 0) return false;
  const latest = new Map<string, number>();
  for (const { attempt, diagnosis } of other.attempts) {
    // What is only possible of an attempt tells nobody anything.
    if (diagnosis?.cause === other.pattern.id && diagnosis.confidence === 'possible') continue;
    for (const who of peopleOf(attempt))
      latest.set(who, Math.max(latest.get(who) ?? -Infinity, attempt.startedAt));
  }
  // Where no account was written down, the client's address tells whose attempt it was.
  return cause.attempts.every(
    ({ attempt }) => (latest.get(peopleOf(attempt)[0] ?? '') ?? -Infinity) > attempt.startedAt,
  );
}

/** Who an attempt was of, as this host's records call them; the best name first. */
const peopleOf = ({ host, account, client }: Attempt): readonly string[] => [
  ...(account && account.name !== '' ? [`${host} user ${plainName(account.name)}`] : []),
  ...(client ? [`${host} client ${client.address}`] : []),
];
