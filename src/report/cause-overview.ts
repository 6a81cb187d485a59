import type { Report, ReportCause } from '../model/report.ts';
import { recordsOf } from './cause-words.ts';
import { grouped } from './grouped.ts';
import { doubtText, titleText } from './sureness.ts';
import { toldCauses } from './told-causes.ts';
import { shortHost } from './words.ts';

/** A cause in one line of a table. */
export interface CauseRow {
  /** Its number among the causes that are told. */
  readonly place: number;
  /** Of failures, or of records without an attempt; '' where a host itself failed. */
  readonly failures: string;
  readonly hosts: string;
  readonly title: string;
}

/** Fewer causes than these are read at a glance as they are. */
const MANY = 4;
const NAMED_HOSTS = 2;

/** What was found, by machine, where there are many causes and machines; the same order and numbers as below. */
export function causeOverview(report: Report): readonly CauseRow[] {
  const { told } = toldCauses(report);
  return told.length < MANY || report.hosts.length < 2 ? [] : told.map((cause, i) => rowOf(cause, i + 1));
}

function rowOf(cause: ReportCause, place: number): CauseRow {
  const { title, hosts, people, attemptCount } = cause;
  const doubt = doubtText(cause);
  const failures = attemptCount + (people ? recordsOf(people) : 0);
  const names = hosts.map(shortHost);
  return {
    place,
    failures: failures === 0 ? '' : grouped(failures),
    hosts: names.length > NAMED_HOSTS ? `${names.length} machines` : names.join(', '),
    title: doubt === undefined ? titleText(cause) : `${title} (${doubt})`,
  };
}

export const overviewHeading = 'What was found, and where';
