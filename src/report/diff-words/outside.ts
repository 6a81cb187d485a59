import type { DiffOutside, ReportDiff, SideName } from '../../model/report-diff.ts';
import type { EventRef } from '../../model/report.ts';
import { personText } from '../cause-words.ts';
import { hostList } from '../machine-words.ts';
import { timeSpan } from '../words.ts';

export const outsideHeading = 'Failures that no attempt shows';

/** So many people and records of each are shown; the JSON has more. */
const SHOWN_PEOPLE = 4;
const SHOWN_RECORDS = 3;
/** So many causes. */
const SHOWN = 6;

/** A cause of failures that no attempt shows: whom it befell, and the records that show it. */
export interface OutsideGroup {
  readonly side: SideName;
  readonly lines: readonly string[];
  readonly records: readonly EventRef[];
}

/** What no attempt shows; the causes themselves stand among the others. */
export const outsideGroups = ({ outside = [] }: ReportDiff): readonly OutsideGroup[] =>
  outside.slice(0, SHOWN).map((one, place) => {
    const more = place === SHOWN - 1 ? outside.length - SHOWN : 0;
    return {
      side: one.side,
      lines: [
        `${one.title} (${one.cause}, ${one.confidence}; ${whereText(one)})`,
        ...peopleText(one),
        ...(more > 0 ? [`and ${more} more in the JSON`] : []),
      ],
      records: one.evidence.slice(0, SHOWN_RECORDS),
    };
  });

const whereText = ({ hosts, on }: DiffOutside): string =>
  `on ${hostList(hosts)}${on === 'both' ? '; on both sides' : ''}`;

function peopleText({ people, peopleCount, firstTime, lastTime }: DiffOutside): readonly string[] {
  if (peopleCount === 0) return [`of the host itself, ${timeSpan(firstTime, lastTime)}`];
  const more = peopleCount - SHOWN_PEOPLE;
  return [...people.slice(0, SHOWN_PEOPLE).map(personText), ...(more > 0 ? [`and ${more} more`] : [])];
}
