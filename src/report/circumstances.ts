import type { Report, ReportCause, ReportOutcome } from '../model/report.ts';
import { grouped } from './grouped.ts';
import { recordsOf } from './cause-words.ts';
import { outsideFailures } from './outside-failures.ts';
import { howExplained, type Explained } from './sureness.ts';
import { isUnexplained } from './told-causes.ts';
import { byInstant, count, timeSpan } from './words.ts';

const outcomeText: Readonly<Record<ReportOutcome, string>> = {
  'failures-explained': 'every failure seen is explained',
  'failures-partly-explained': 'some failures explained',
  'failures-unexplained': 'failures not explained',
  'no-failures': 'no failure in what was seen',
  'insufficient-evidence': 'not enough evidence',
};

const doubtTexts: Readonly<Record<Exclude<Explained, 'all'>, string>> = {
  some: 'some failures explained, others only possibly',
  none: 'possible explanations only',
};

/** Says what came of it all. Where an answer is only a possibility, nothing is explained yet. */
export function outcomeWords(report: Report): string {
  const { outcome } = report.summary;
  const explained = howExplained(report);
  if (explained === 'all')
    return outcome === 'failures-partly-explained' ? partText(report) : outcomeText[outcome];
  if (outcome === 'failures-explained') return doubtTexts[explained];
  return outcome === 'failures-partly-explained' && explained === 'none'
    ? 'possible explanations of some failures'
    : outcomeText[outcome];
}

/** How many of the failed attempts are explained, where each of them is listed and so can be counted. */
function partText({ attempts, summary, bounds }: Report): string {
  const { failed } = summary.attempts;
  const explained = failed - attempts.filter(isUnexplained).length;
  if ((bounds?.attemptsNotListed ?? 0) > 0 || explained === 0)
    return outcomeText['failures-partly-explained'];
  return `${grouped(explained)} of ${count(failed, 'failed attempt')} explained`;
}

/** What a report is about: how many attempts, from how many logs of which machine, of what time. */
export function circumstances(report: Report): readonly string[] {
  const outside = outsideFailures(report.causes);
  const spans = outside.map(({ firstTime, lastTime }) => [firstTime, lastTime]);
  const times = [...report.attempts.map((one) => [one.startedAt, one.endedAt]), ...spans]
    .flat()
    .sort(byInstant);
  const [first, last] = [times[0], times.at(-1)];
  return [
    attemptCounts(report),
    ...outsideCounts(
      recordsOf(outside.flatMap(({ person }) => person ?? [])),
      outside.filter(({ person }) => !person),
    ),
    logCount(report),
    ...(first !== undefined && last !== undefined ? [timeSpan(first, last)] : []),
  ];
}

/** How many logs of which machine; of logs that bear on nothing no machine is known. */
function logCount({ inputs, hosts }: Report): string {
  const logs = inputs.filter(({ format }) => format !== 'case-pack' && format !== 'unknown').length;
  const [host, ...others] = hosts;
  const whose =
    host === undefined ? '' : ` of ${others.length === 0 ? host.name : count(hosts.length, 'machine')}`;
  return `${count(logs, 'log')}${whose}`;
}

/**
 * What befell people is counted by its records, and called so: one refusal may have two, the gateway's and its policy
 * server's. Failures of machines are counted by the machine: several causes may be one failure.
 */
export function outsideCounts(
  records: number,
  own: readonly Pick<ReportCause, 'hosts' | 'confidence'>[],
): readonly string[] {
  const hosts = [...new Set(own.flatMap((one) => one.hosts))];
  const sure = own.filter(({ confidence }) => confidence !== 'possible');
  const sureHosts = new Set(sure.flatMap((one) => one.hosts));
  const doubtful = hosts.length - sureHosts.size;
  const doubt = sureHosts.size === 0 ? 'possibly ' : '';
  const [only] = hosts;
  return [
    ...(records === 0
      ? []
      : [`${count(records, 'record')} of ${records === 1 ? 'a failure' : 'failures'} without an attempt`]),
    ...(only === undefined
      ? []
      : [
          doubt +
            (hosts.length === 1
              ? `a failure of ${only} itself`
              : `failures of ${hosts.length} hosts themselves`) +
            (doubtful > 0 && sureHosts.size > 0 ? `, ${doubtful} of them only possibly` : ''),
        ]),
  ];
}

function attemptCounts({ summary: { attempts } }: Report): string {
  if (attempts.total === 0) return 'no connection record';
  const left = attempts.unknown > 0 ? [`${grouped(attempts.unknown)} unclear or left by the client`] : [];
  const open = attempts.open > 0 ? [`${grouped(attempts.open)} still open`] : [];
  const counts = [
    `${grouped(attempts.failed)} failed`,
    `${grouped(attempts.succeeded)} worked`,
    ...left,
    ...open,
  ];
  return `${count(attempts.total, 'attempt')}: ${counts.join(', ')}`;
}
