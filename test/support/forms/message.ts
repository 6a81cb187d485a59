import type { EventSpec } from '../event-spec.ts';
import { textsOf } from '../json/parts.ts';

/**
 * A message as the systems of a country that nobody has been to would write it: Windows puts values of the event into a text,
 * each on a line of its own in the audit, within a sentence elsewhere. That all values stand in it, in their order, is kinder
 * than Windows is; names of fields never do.
 */
export function messageOf(event: EventSpec): string {
  const texts = textsOf(event).filter(({ name }) => name !== 'Binary');
  return `Ein "Satz", der etwas sagt; 3,5 % davon: alles.\r\n\r\n${texts.map(({ value }, i) => `Angabe ${ORDINALS[i] ?? 'weiter'}:\t\t${value}`).join('\r\n')}`;
}

const ORDINALS = ['eins', 'zwei', 'drei', 'vier'];
