import type { Report } from '../../model/report.ts';
import { recordLine } from '../cause-words.ts';
import { gatewayPassages } from '../gateway-passages.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';

/** What gateways let through, where nothing else tells of a connection. */
export function renderPassages(report: Report, { width, paint }: Layout): string[] {
  const shown = gatewayPassages(report);
  if (!shown) return [];
  return [
    paint.bold('Through the gateway'),
    ...(shown.earlier > 0 ? [`${INDENT}${shown.earlier} earlier in the JSON`] : []),
    ...shown.records.map((event) => wrap(recordLine(event), width, `${INDENT}    `, INDENT)),
    '',
  ];
}
