import { groupBy } from '../../model/group-by.ts';
import type { AskedLog, AskedMachine } from '../../model/doctor.ts';
import type { RunOn } from '../../model/pattern.ts';
import type { Report, ReportCoverage, ReportElsewhere, ReportHost } from '../../model/report.ts';
import { askedFor, isSettled } from '../asked-for.ts';
import { exportCommand } from '../../model/export-command.ts';
import { isCore } from '../build-summary.ts';
import { machineOfRole } from '../machine-words.ts';
import { askedLog, isPossible, missingText } from './asked-log.ts';
import { changesFor } from './logging-changes.ts';

/** What is known of logs beyond what a report says. */
export interface LogKnowledge {
  /** Where to begin where nothing is known. */
  readonly firstLogs: readonly { readonly on: RunOn; readonly channel: string }[];
  /** Channels that Windows writes to only where somebody switched them on. */
  readonly offByDefault: ReadonlySet<string>;
}

const nothingKnown: LogKnowledge = { firstLogs: [], offByDefault: new Set() };

/** The remote computer's logs say most; a domain controller is somebody else's. */
const order: readonly RunOn[] = [
  'host',
  'client',
  'gateway',
  'broker',
  'licence-server',
  'directory',
  'network',
];

/** Says which logs to ask of which machine; machines of which the same is asked are told as one. */
export function askMachines(report: Report, knowledge: LogKnowledge = nothingKnown): readonly AskedMachine[] {
  const asked = [...ofHosts(report, knowledge), ...ofOthers(report, knowledge)];
  const machines = asked.length > 0 || report.coverage.length > 0 ? asked : ofNobody(knowledge);
  const alike = groupBy(machines, (machine) => JSON.stringify({ ...machine, names: [] }));
  return [...alike.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? [{ ...first, names: [...new Set(group.flatMap(({ names }) => names))] }] : [];
    })
    .sort((a, b) => order.indexOf(a.on) - order.indexOf(b.on));
}

function ofHosts(report: Report, knowledge: LogKnowledge): readonly AskedMachine[] {
  const rows = groupBy(report.coverage, ({ host }) => host);
  return [...rows].flatMap(([host, own]) => {
    const on = machineOf(report.hosts.find(({ name }) => name === host));
    const logs = own.flatMap((row) => ofRow(row, report)).sort(byWeight);
    const changes = changesFor(own, logs, knowledge.offByDefault);
    return logs.length + changes.length === 0
      ? []
      : [{ on, names: [host], prepare: prepare(on), logs, changes }];
  });
}

/** A machine that shows no role is taken for the one that was connected to. */
const machineOf = (host: ReportHost | undefined): RunOn =>
  host?.roles[0] === undefined ? 'host' : machineOfRole[host.roles[0]];

function ofRow(row: ReportCoverage, report: Report): readonly AskedLog[] {
  const asked = askedFor(row, report);
  const log = asked && askedLog(asked, report);
  if (log) return [log];
  // What is not asked for the answer is named where it would decide something else.
  const rest = row.state === 'missing' && row.neededBy.length > 0 ? askedLog(row, report) : undefined;
  return rest ? [{ ...rest, need: decidesAnswer(row, report) ? 'answer' : 'whole' }] : [];
}

/** A cause that was found without the log that decides it may be another, more special one. */
const decidesAnswer = ({ host, neededBy }: ReportCoverage, { causes }: Report): boolean =>
  causes.some(
    ({ cause, failure, confidence, hosts }) =>
      failure && confidence !== 'certain' && hosts.includes(host) && neededBy.includes(cause),
  );

/** Machines that gave no log at all. */
function ofOthers(report: Report, { offByDefault }: LogKnowledge): readonly AskedMachine[] {
  const { elsewhere = [], attempts } = report;
  const need = isSettled(report) && attempts.length === 0 ? 'whole' : 'answer';
  return [...groupBy(elsewhere, ({ on }) => on)].map(([on, own]) => {
    const names = own[0]?.names ?? [];
    const logs = own.map((log) => ofElsewhere(log, report, need)).sort(byWeight);
    return {
      on,
      names,
      prepare: prepare(on),
      logs,
      changes: changesFor([], logs, offByDefault),
    };
  });
}

function ofElsewhere(
  { on, channel, neededBy, collect }: ReportElsewhere,
  { attempts }: Report,
  need: AskedLog['need'],
): AskedLog {
  const open = attempts.filter(({ diagnosis }) =>
    diagnosis?.notEvaluated.some(({ elsewhere = [] }) =>
      elsewhere.some((log) => log.on === on && log.channel === channel),
    ),
  );
  const found = neededBy.filter(isPossible(open));
  const text = missingText(channel, neededBy, found);
  return { channel, lack: 'missing', need, text, neededBy, found, attempts: open.length, command: collect };
}

/** Nothing was found: what shows most is asked of server and client. */
const ofNobody = ({ firstLogs }: LogKnowledge): readonly AskedMachine[] =>
  [...groupBy(firstLogs, ({ on }) => on)].map(([on, own]) => ({
    on,
    names: [],
    prepare: prepare(on),
    logs: own.map(({ channel }) => ({
      channel,
      lack: 'missing',
      need: 'answer',
      text: missingText(channel, [], []),
      neededBy: [],
      found: [],
      attempts: 0,
      command: exportCommand(channel),
    })),
    changes: [],
  }));

/** No name out of a log gets into a command. */
const prepare = (on: RunOn): readonly string[] => [`mkdir rdpwhy-${on}`, `cd rdpwhy-${on}`];

const byWeight = (a: AskedLog, b: AskedLog): number =>
  needs.indexOf(a.need) - needs.indexOf(b.need) ||
  Number(b.found.length > 0) - Number(a.found.length > 0) ||
  Number(isCore(b.channel)) - Number(isCore(a.channel)) ||
  b.neededBy.length - a.neededBy.length ||
  (a.channel < b.channel ? -1 : 1);

const needs: readonly AskedLog['need'][] = ['answer', 'whole'];
