import { plainName } from '../../model/account-name.ts';
import type { DiffCause, DiffOutside } from '../../model/report-diff.ts';
import type { ReportPerson } from '../../model/report.ts';
import { hostList, machineName, machineOfRole } from '../machine-words.ts';
import { doubtText, titleBehind, type Sure } from '../sureness.ts';
import { count } from '../words.ts';
import type { SideView } from './side.ts';

/** So many people are named in a sentence. */
const NAMED = 2;

/** Who got in on a side, as far as its records name them; undefined: nobody is known to have. */
export function workedOn({ attempts }: SideView): readonly string[] | undefined {
  const worked = attempts.filter(({ outcome }) => outcome === 'succeeded');
  if (worked.length === 0) return undefined;
  return [
    ...new Set(worked.flatMap(({ account }) => (account?.name ? [plainName(account.name)] : []))),
  ].sort();
}

/** A person by name; by address where no user is named. */
export const userName = ({ account, client }: ReportPerson): string =>
  account === undefined ? (client ?? '') : plainName(account);

/** Who got in and who did not, in a failure that no attempt shows. */
export function outsideText(outside: DiffOutside, worked: readonly string[] | undefined): string {
  const failed = failedText(outside);
  if (!worked) return `No attempt of the working side is known to have worked; ${failed.whom} ${failed.what}`;
  const who = worked.length === 0 ? 'the working side' : listed(worked);
  return who === failed.whom
    ? `${who} got in, and ${failed.what}`
    : `${capital(who, worked.length === 0)} got in; ${failed.whom} ${failed.what}`;
}

function failedText(outside: DiffOutside): { readonly whom: string; readonly what: string } {
  const { people, users, records, refused, hosts, at } = outside;
  if (users === 0) {
    const what = outside.confidence === 'possible' ? 'itself may have failed' : 'itself failed';
    return { whom: hostList(hosts), what: `${what}: ${outside.title}` };
  }
  const names = [...new Set(people.map(userName))];
  const whom = users > NAMED ? count(users, 'person', 'people') : listed(names);
  const place = at ? `at ${machineName(machineOfRole[at], [])}` : `on ${hostList(hosts)}`;
  const what = refused
    ? `${users === 1 ? 'was' : 'were'} refused ${records === 1 ? 'once' : count(records, 'time')} ${place}`
    : `failed ${place} by ${count(records, 'record')} of no attempt`;
  return { whom, what: because(what, outside) };
}

/** What failed outside of attempts where it is no news of the failing side, and no secret. */
export function sharedText(outside: readonly DiffOutside[]): string {
  const [one] = outside;
  if (!one) return '';
  return `. ${because(`On ${one.on === 'both' ? 'both sides' : 'the working side'}, in records of no attempt`, one)}`;
}

/** A cause after the words that lead to it; a mere possibility is not told as a fact, and doubt of a part is kept. */
export function because(words: string, cause: Pick<DiffCause, 'title'> & Sure): string {
  const doubt = doubtText(cause);
  return words + titleBehind(cause) + (doubt === undefined ? '' : ` (${doubt})`);
}

const listed = (names: readonly string[]): string =>
  names.length > NAMED ? count(names.length, 'user') : names.join(' and ');

const capital = (text: string, isOurs: boolean): string =>
  isOurs ? text.charAt(0).toUpperCase() + text.slice(1) : text;
