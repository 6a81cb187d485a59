import type { Report } from '../../model/report.ts';
import { recordLine } from '../cause-words.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const SHOWN = 5;

/** What gateways let through, where nothing else tells of a connection. */
export function renderPassages({ passages = [], attempts }: Report, { width, paint }: Layout): string[] {
  if (passages.length === 0 || attempts.length > 0) return [];
  const records = passages.slice(-SHOWN).flatMap(({ evidence }) => evidence);
  const hidden = passages.length - SHOWN;
  return [
    paint.bold('Through the gateway'),
    ...(hidden > 0 ? [`${INDENT}${hidden} earlier in the JSON`] : []),
    ...records.map((event) => wrap(recordLine(event), width, `${INDENT}    `, INDENT)),
    '',
  ];
}
