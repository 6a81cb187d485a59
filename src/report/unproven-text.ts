import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Pattern } from '../model/pattern.ts';
import { count } from './words.ts';

/** A cause and the attempts that it stands for. */
interface Told {
  readonly pattern: Pattern;
  readonly attempts: readonly DiagnosedAttempt[];
}

/**
 * What is to be known before a cause is explained: that its attempts need not have been Remote Desktop. '' where they were,
 * and where that is what the cause says.
 */
export function unprovenText({ pattern, attempts }: Told): string {
  const unproven = attempts.filter(
    ({ attempt, diagnosis }) => attempt.isUnproven && diagnosis?.confidence === 'possible',
  ).length;
  if (unproven === 0 || pattern.signs.some((sign) => sign.isUnproven)) return '';
  const alike =
    'and a sign-in to a shared folder or another service looks the same there; RdpCoreTS/Operational of that time would tell.';
  if (unproven < attempts.length)
    return `Of ${unproven} of these ${count(attempts.length, 'attempt')} only the audit tells, ${alike} `;
  return unproven === 1
    ? `Whether this was Remote Desktop is not known: only the audit tells of it, ${alike} If it was: `
    : `Whether these ${unproven} were Remote Desktop is not known: only the audit tells of them, ${alike} If they were: `;
}
