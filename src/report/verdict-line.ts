import type { ReportAttempt } from '../model/report.ts';
import type { FloodSum, HostVerdict, LiveVerdict, Verdict } from '../model/verdict.ts';
import { accountText, clientText, resultText } from './attempt-runs.ts';
import type { Zoned } from './in-zone.ts';
import { jsonLine } from './json.ts';
import { plainText } from './plain-text.ts';
import { titleBehind } from './sureness.ts';
import { few, shortHost, timeText } from './words.ts';

/** One verdict in one line: when it began, where, who, what came of it and why. Safe to print. */
export const verdictLine = (verdict: LiveVerdict, zoned: Zoned = (iso) => iso): string =>
  verdict.type === 'verdict' ? attemptLine(verdict, zoned) : hostLine(verdict, zoned);

function attemptLine({ attempt, revision, change }: Verdict, zoned: Zoned): string {
  const what =
    change === 'withdrawn'
      ? 'withdrawn: later records made it part of another attempt'
      : resultText(attempt) + causeBehind(attempt);
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const who = [shortHost(attempt.host), clientText(attempt), accountText(attempt)].join('  ');
  return plainText(`${timeText(zoned(attempt.startedAt))}  ${who}  ${what}${again}`);
}

const causeBehind = ({ diagnosis }: ReportAttempt): string =>
  diagnosis ? titleBehind({ ...diagnosis, title: diagnosis.headline }) : '';

function hostLine({ host, cause, revision, change }: HostVerdict, zoned: Zoned): string {
  const what =
    change === 'withdrawn'
      ? `withdrawn: it does not hold any more (${cause.title})`
      : `${cause.failure ? 'failed' : 'noted'}${titleBehind(cause)}`;
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const people = cause.accounts.length > 0 ? cause.accounts : cause.clients;
  const who = people.length > 0 ? few(people, 'user') : 'no attempt seen';
  return plainText(`${timeText(zoned(cause.firstTime))}  ${shortHost(host)}  ${who}  ${what}${again}`);
}

/** One verdict as one line of JSON. */
export const verdictJson = (verdict: LiveVerdict): string => jsonLine(verdict);

/** A flood as one line of JSON. */
export const floodJson = (flood: FloodSum): string => jsonLine({ type: 'flood', ...flood });
