import type { ReportAttempt, ReportCause } from '../model/report.ts';
import type { FloodSum, HostVerdict, LiveVerdict, Verdict } from '../model/verdict.ts';
import { accountText, clientText, resultText } from './attempt-runs.ts';
import type { Zoned } from './in-zone.ts';
import { jsonLine } from './json.ts';
import { plainText } from './plain-text.ts';
import { titleBehind } from './sureness.ts';
import { count, few, shortHost, timeText } from './words.ts';

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

function hostLine(verdict: HostVerdict, zoned: Zoned): string {
  const { host, cause, revision, change, together } = verdict;
  const isGroup = cause.attemptCount > 0;
  const why = isGroup ? 'by later records it is not so' : 'it does not hold any more';
  const what =
    change === 'withdrawn' ? `withdrawn: ${why} (${cause.title})` : kindOf(cause) + titleBehind(cause);
  const again = change === 'revised' ? ` (revision ${revision})` : '';
  const time = timeText(zoned(together?.from ?? cause.firstTime));
  const who = isGroup ? groupText(cause) : peopleText(cause);
  return plainText(`${time}  ${shortHost(host)}  ${who}  ${what}${again}`);
}

function kindOf({ attemptCount, failure, prominence }: ReportCause): string {
  if (prominence === 'heads') return 'urgent';
  if (attemptCount > 1) return 'together';
  return failure && attemptCount === 0 ? 'failed' : 'noted';
}

function peopleText({ accounts, clients }: ReportCause): string {
  const people = accounts.length > 0 ? accounts : clients;
  return people.length > 0 ? few(people, 'user') : 'no attempt seen';
}

/** `12 users`, `24 attempts of 12 users`. Who guesses or scans is an address; the users are only names. */
function groupText({ attemptCount, accounts, clients, prominence }: ReportCause): string {
  const attempts = count(attemptCount, 'attempt');
  if (accounts.length > 0 && prominence !== 'background') {
    const users = few(accounts, 'user');
    return accounts.length === attemptCount ? users : `${attempts} of ${users}`;
  }
  return clients.length > 0 ? `${attempts} from ${few(clients, 'client')}` : attempts;
}

/** One verdict as one line of JSON. */
export const verdictJson = (verdict: LiveVerdict): string => jsonLine(verdict);

/** A flood as one line of JSON. */
export const floodJson = (flood: FloodSum): string => jsonLine({ type: 'flood', ...flood });
