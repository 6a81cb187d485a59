import type { InputIntegrity, Report } from '../model/report.ts';
import { count, fileName } from './words.ts';

/** One line for each log that is not whole. A log that wrapped, and remains behind its records, are no loss. */
export function integrityFaults({ inputs }: Report): readonly string[] {
  return inputs.flatMap(({ path, integrity }) => {
    const faults = integrity === undefined ? [] : faultsOf(integrity);
    return faults.length === 0 ? [] : [`${fileName(path)}: ${faults.join(' · ')}`];
  });
}

function faultsOf({ gaps, torn, failedChecksums: { headers, records } }: InputIntegrity): string[] {
  const failed = headers + records;
  return [
    ...(gaps.count > 0 ? [missing(gaps.missing, gaps.count)] : []),
    ...(torn > 0
      ? [`${count(torn, 'record')} ${torn === 1 ? 'was' : 'were'} due and ${isAre(torn)} torn`]
      : []),
    ...(failed > 0 ? [`${count(failed, 'checksum')} ${failed === 1 ? 'does' : 'do'} not hold`] : []),
  ];
}

const missing = (ids: number, gaps: number): string =>
  `${count(ids, 'record id')} between the first and the last ${isAre(ids)} missing, in ${count(gaps, 'gap')}`;

const isAre = (n: number): string => (n === 1 ? 'is' : 'are');
