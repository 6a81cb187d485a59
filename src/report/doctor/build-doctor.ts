import type { AskedMachine, Doctor, FoundMachine } from '../../model/doctor.ts';
import type { Report, ReportCoverage, ReportHost } from '../../model/report.ts';
import { isSettled } from '../asked-for.ts';
import { isHidden } from '../hidden-failures.ts';
import { inputFaults } from '../input-faults.ts';
import { notices } from '../notices.ts';
import { count } from '../words.ts';
import { askMachines, type LogKnowledge } from './ask-machines.ts';
import { isThere, wantedLogs, wantedName } from './wanted-logs.ts';

/** Says of a report what was found, what is missing for a full answer, and how to get it. */
export function buildDoctor(report: Report, knowledge: LogKnowledge): Doctor {
  const ask = askMachines(report, knowledge);
  const verdict = verdictOf(report, ask);
  return {
    schemaVersion: 1,
    tool: report.tool,
    summary: report.summary,
    verdict,
    advice: adviceOf(verdict, report, ask),
    notices: notices(report),
    ask,
    found: report.hosts.map((host) => foundMachine(host, report)),
    inputs: report.inputs,
    faults: inputFaults(report),
    problems: report.problems,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The log that would decide most, where there are several: of a machine that is there. */
function firstOf(ask: readonly AskedMachine[]): string {
  const [best, ...others] = wantedLogs(ask);
  const isAlone = others.length === 0 && best !== undefined && best.machine.names.length < 2;
  return best && isThere(best.machine) && !isAlone ? `, first of all ${wantedName(best)},` : '';
}

const wantedCount = (ask: readonly AskedMachine[]): number =>
  wantedLogs(ask).reduce((sum, { machine }) => sum + Math.max(1, machine.names.length), 0);

function verdictOf(report: Report, ask: readonly AskedMachine[]): Doctor['verdict'] {
  if (report.inputs.every(({ records }) => records.read === 0)) return 'nothing';
  if (wantedCount(ask) === 0) return 'enough';
  return isSettled(report) ? 'surer' : 'needed';
}

/** A longer list is read from its head, and its length says nothing. */
const COUNTED = 5;

function adviceOf(verdict: Doctor['verdict'], report: Report, ask: readonly AskedMachine[]): string {
  const wanted = wantedCount(ask);
  const more = `${wanted > COUNTED ? 'more logs' : count(wanted, 'more log')}${firstOf(ask)}`;
  const { outcome, headline, attempts } = report.summary;
  if (verdict !== 'nothing' && isHidden(report))
    return `${headline}. Save the same logs again, whole and as .evtx${verdict === 'enough' ? '' : `; ${more} would tell as well`}`;
  switch (verdict) {
    case 'nothing':
      return report.inputs.length > 0 && report.inputs.every(({ state }) => state === 'not-read')
        ? 'No log here has to do with Remote Desktop connections. These are the logs to ask for'
        : 'No record could be read. These are the logs to ask for';
    case 'enough':
      return enough(report);
    case 'surer':
      return `There is an answer: ${headline}. ${capital(more)} could make it surer, or change it`;
    case 'needed':
      switch (outcome) {
        case 'no-failures':
          return `Nothing failed in what is here; ${more} could show a failure`;
        case 'failures-explained':
          return `There is a possible answer and no more: ${headline.replace(/^Possibly: /, '')}. ${capital(more)} would tell`;
        case 'failures-partly-explained':
          return `These logs explain only some of what failed; ${more} would tell more`;
        case 'failures-unexplained':
          return `These logs do not explain ${count(attempts.failed, 'failed attempt')}; ${more} would tell more`;
        case 'insufficient-evidence':
          return `These logs do not say what happened; ${more} would tell`;
      }
  }
}

function enough({ summary: { outcome, headline } }: Report): string {
  switch (outcome) {
    case 'failures-explained':
      return `These logs are enough: ${headline}`;
    case 'no-failures':
      return 'These logs are enough to say that nothing failed in the time they cover';
    case 'failures-partly-explained':
    case 'failures-unexplained':
      return 'Not every failure is explained, and no log is known that would tell more';
    case 'insufficient-evidence':
      return 'These logs do not say what happened, and no log is known that would tell more';
  }
}

function foundMachine({ name, aliases, roles, osBuild }: ReportHost, report: Report): FoundMachine {
  const known = new Set([name, ...aliases].map((one) => one.toLowerCase()));
  const wrapped = new Set(
    report.inputs
      .filter(
        ({ hosts, integrity }) =>
          integrity?.wrapped === true && hosts.some((host) => known.has(host.toLowerCase())),
      )
      .flatMap(({ channels }) => channels),
  );
  const logs = report.coverage.filter((row) => row.host === name).flatMap((row) => foundLog(row, wrapped));
  return { name, aliases, roles, ...(osBuild === undefined ? {} : { osBuild }), logs };
}

function foundLog(row: ReportCoverage, wrapped: ReadonlySet<string>): FoundMachine['logs'] {
  const { channel, state, firstTime, lastTime, ranges } = row;
  if (state === 'missing') return [];
  return [{ channel, state, firstTime, lastTime, ranges, wrapped: wrapped.has(channel) }];
}
