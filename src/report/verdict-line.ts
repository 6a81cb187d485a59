import type { FloodSum, Verdict } from '../model/verdict.ts';
import { accountText, causeText, clientText, resultText } from './attempt-runs.ts';
import { jsonLine } from './json.ts';
import { plainText } from './plain-text.ts';
import { shortHost, shortTime } from './words.ts';

/** One verdict in one line: when the attempt began, where, who, what came of it and why. Safe to print. */
export function verdictLine({ attempt, revision, change }: Verdict): string {
  const what =
    change === 'withdrawn'
      ? 'withdrawn: later records made it part of another attempt'
      : `${resultText(attempt)}: ${attempt.diagnosis?.headline ?? causeText(attempt)}`;
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const who = [shortHost(attempt.host), clientText(attempt), accountText(attempt)].join('  ');
  return plainText(`${shortTime(attempt.startedAt)} UTC  ${who}  ${what}${again}`);
}

/** One verdict as one line of JSON. */
export const verdictJson = (verdict: Verdict): string => jsonLine({ type: 'verdict', ...verdict });

/** A flood as one line of JSON. */
export const floodJson = (flood: FloodSum): string => jsonLine({ type: 'flood', ...flood });
