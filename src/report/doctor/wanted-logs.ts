import type { AskedLog, AskedMachine } from '../../model/doctor.ts';
import type { ReportHost } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { machineName } from '../machine-words.ts';

/** A log that could change what is said of the failures, and whose it is. */
export interface WantedLog {
  readonly machine: AskedMachine;
  readonly log: AskedLog;
}

/** Puts the logs that could change the answer into one order for all who ask: the one that would decide most is first. */
export const wantedLogs = (ask: readonly AskedMachine[]): readonly WantedLog[] =>
  ask
    .flatMap((machine) => machine.logs.map((log) => ({ machine, log })))
    .filter(({ log }) => log.need === 'answer')
    .sort((a, b) => Number(isThere(b.machine)) - Number(isThere(a.machine)) || worth(b.log) - worth(a.log));

/** Nobody knows whether there is a gateway, a broker or the like where no record names one. */
export const isThere = ({ on, names }: AskedMachine): boolean =>
  names.length > 0 || on === 'host' || on === 'client';

/** A log that decides on what was found is worth most; one that shows every connection more than one of rare causes. */
const worth = ({ channel, neededBy, found }: AskedLog): number =>
  neededBy.length + (isCore(channel) ? 1000 : 0) + (found.length > 0 ? 2000 : 0);

/** A machine as it is asked for: by name, by what it is, and with a doubt where nobody knows that it exists. */
const askedName = (machine: AskedMachine): string =>
  `${machineName(machine.on, machine.names)}${isThere(machine) ? '' : ', where there is one'}`;

/** A log by its name and its machine's; among the hosts of a report the machine goes without saying where it is the only one. */
export function wantedName({ machine, log }: WantedLog, hosts: readonly ReportHost[] = []): string {
  const [only, ...more] = hosts;
  const isOnly = more.length === 0 && only !== undefined && machine.names.join() === only.name;
  return `${shortChannel(log.channel)}${isOnly ? '' : ` of ${askedName(machine)}`}`;
}
