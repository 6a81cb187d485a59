import type { LiveVerdict } from '../../src/model/verdict.ts';

/** The verdicts of an output, a line each. */
export const verdictsOf = (text: string): readonly LiveVerdict[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LiveVerdict);

/** A line as a person tells two apart; the empty one behind the last as it is. */
export function shortLine(line: string): string {
  if (line === '') return '';
  const verdict = JSON.parse(line) as LiveVerdict;
  const { verdictId, revision } = verdict;
  if (verdict.type === 'host-verdict')
    return `${verdictId} ${revision} ${verdict.change} ${verdict.cause.cause} ${verdict.cause.confidence}`;
  const { attempt } = verdict;
  return `${verdictId} ${revision} ${attempt.endedAt} ${attempt.outcome} ${attempt.diagnosis?.cause} ${attempt.events.length}`;
}
