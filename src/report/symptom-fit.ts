import { familiesOfFact } from '../codes/dictionary.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { StatedCode, StatedPart } from '../model/symptom.ts';
import type { CauseClass } from '../model/vocabulary.ts';

export type Fit = 'yes' | 'no' | 'unknown';

/** The verdict that a code is held against. */
export interface Verdict {
  readonly cause: string | null;
  readonly class: CauseClass;
}

/** Classes that shade into one another: what refuses a logon tells the client little of why. */
const kin: readonly (readonly CauseClass[])[] = [
  ['credentials', 'account', 'bruteforce'],
  ['tls-certificate', 'tls-protocol'],
];

/** Whether one number or dialog can come of that cause, by what links codes to causes. */
export function fitOfPart(part: StatedPart, verdict: Verdict): Fit {
  if (verdict.cause === null) return 'unknown';
  if (part.excludes?.classes.includes(verdict.class) === true) return 'no';
  if (part.causes.includes(verdict.cause)) return 'yes';
  if (part.isBroad || part.causes.length === 0) return 'unknown';
  const near = kin.find((classes) => classes.includes(verdict.class)) ?? [verdict.class];
  return part.classes.some((one) => near.includes(one)) ? 'unknown' : 'no';
}

/** All parts together: one that speaks against the cause is enough, and one that speaks for it where none is against. */
export function fitOfCode({ parts }: StatedCode, verdict: Verdict): Fit {
  const fits = new Set(parts.map((part) => fitOfPart(part, verdict)));
  return fits.has('no') ? 'no' : fits.has('yes') ? 'yes' : 'unknown';
}

/** The record of the attempt that holds a stated number itself, in a field of its family. */
export function recordOfCode({ parts }: StatedCode, { attempt }: DiagnosedAttempt): Event | undefined {
  return attempt.events.find(({ event }) => parts.some((part) => holds(event, part)))?.event;
}

/** The client's own reason in a record of the attempt, where it is another than the stated one. */
export function otherReason({ parts }: StatedCode, { attempt }: DiagnosedAttempt): number | undefined {
  const stated = parts.find(({ number }) => number?.families.includes('disconnect-reason'))?.number?.value;
  if (stated === undefined) return undefined;
  const recorded = attempt.events.flatMap(({ event: { source, facts } }) =>
    Object.entries(facts).flatMap(([fact, value]) =>
      typeof value === 'number' &&
      familiesOfFact(source.provider, source.eventId, fact).includes('disconnect-reason')
        ? [value]
        : [],
    ),
  );
  return recorded.includes(stated) ? undefined : recorded.at(-1);
}

const holds = ({ source, facts }: Event, { number }: StatedPart): boolean =>
  number !== undefined &&
  Object.entries(facts).some(
    ([fact, value]) =>
      value === number.value &&
      familiesOfFact(source.provider, source.eventId, fact).some((family) =>
        number.families.includes(family),
      ),
  );
