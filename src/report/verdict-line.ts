import type { FloodSum, HostVerdict, LiveVerdict, Verdict } from '../model/verdict.ts';
import { accountText, causeText, clientText, resultText } from './attempt-runs.ts';
import { jsonLine } from './json.ts';
import { plainText } from './plain-text.ts';
import { few, shortHost, shortTime } from './words.ts';

/** One verdict in one line: when it began, where, who, what came of it and why. Safe to print. */
export const verdictLine = (verdict: LiveVerdict): string =>
  verdict.type === 'verdict' ? attemptLine(verdict) : hostLine(verdict);

function attemptLine({ attempt, revision, change }: Verdict): string {
  const what =
    change === 'withdrawn'
      ? 'withdrawn: later records made it part of another attempt'
      : `${resultText(attempt)}: ${attempt.diagnosis?.headline ?? causeText(attempt)}`;
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const who = [shortHost(attempt.host), clientText(attempt), accountText(attempt)].join('  ');
  return plainText(`${shortTime(attempt.startedAt)} UTC  ${who}  ${what}${again}`);
}

function hostLine({ host, cause, revision, change }: HostVerdict): string {
  const what =
    change === 'withdrawn'
      ? `withdrawn: it does not hold any more (${cause.title})`
      : `${cause.failure ? 'failed' : 'noted'}: ${cause.title}`;
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const people = cause.accounts.length > 0 ? cause.accounts : cause.clients;
  const who = people.length > 0 ? few(people, 'user') : 'no attempt seen';
  return plainText(`${shortTime(cause.firstTime)} UTC  ${shortHost(host)}  ${who}  ${what}${again}`);
}

/** One verdict as one line of JSON. */
export const verdictJson = (verdict: LiveVerdict): string => jsonLine(verdict);

/** A flood as one line of JSON. */
export const floodJson = (flood: FloodSum): string => jsonLine({ type: 'flood', ...flood });
