import { repairOf, troublesOfUpdate } from '../codes/known-updates.ts';
import type { Event } from '../model/event.ts';
import type { ReportCause } from '../model/report.ts';
import type { ReportUpdate } from '../model/report-history.ts';
import type { Basis } from '../model/vocabulary.ts';
import type { HostOf } from './event-ref.ts';

/** The updates among a cause's changes that are known to go with it; those of other causes say so in their own line. */
export const knownUpdates = (
  cause: string,
  changes: readonly Event[],
  hostOf: HostOf,
): readonly ReportUpdate[] =>
  changes.flatMap((event) => {
    const kb = installedUpdate(event);
    if (kb === undefined) return [];
    return troublesOfUpdate(kb)
      .filter(({ causes }) => causes.includes(cause))
      .map((trouble) => {
        const { on, symptom, remedy, basis, sources } = trouble;
        const repairedBy = repairOf(trouble, kb);
        const repair = repairedBy === undefined ? {} : { repairedBy };
        return { kb, host: hostOf(event.host), on, symptom, remedy, ...repair, basis, sources };
      });
  });

/** Whether a change is an update that is known to trouble Remote Desktop. */
export function isKnownUpdate(event: Event): boolean {
  const kb = installedUpdate(event);
  return kb !== undefined && troublesOfUpdate(kb).length > 0;
}

function installedUpdate({ kind, facts: { kb } }: Event): string | undefined {
  return kind === 'update-installed' && typeof kb === 'string' ? kb : undefined;
}

const basisWords: Readonly<Record<Basis, string>> = {
  documented: 'Microsoft documents it',
  manifest: 'Windows itself says so',
  sample: 'seen in real logs',
  community: 'people report it',
  inferred: 'inferred, nobody documents it',
};

/** What speaks for a cause in the updates before it, a paragraph each. */
export const updateTexts = ({ updates = [] }: Pick<ReportCause, 'updates'>): readonly string[] =>
  updates.map(
    ({ kb, host, on, symptom, remedy, basis, repairedBy }) =>
      `${kb} on ${host} is known to go with this cause, where it is on a ${on} (${basisWords[basis]}). ${symptom} ${remedy}${repairedBy === undefined ? '' : ` The one for ${host} is ${repairedBy}.`} That it was installed does not prove it.`,
  );
