import type { RunOn } from '../model/pattern.ts';
import type { HostRole } from '../model/report.ts';

/** A machine by what it is to the person who asks. */
const machines: Readonly<Record<RunOn, string>> = {
  host: 'the remote computer',
  client: 'the client',
  directory: 'a domain controller',
  gateway: 'the gateway',
  broker: 'the connection broker',
  'licence-server': 'the licence server',
  network: 'the network',
};

/** What a machine with that role is to the person who asks. */
export const machineOfRole: Readonly<Record<HostRole, RunOn>> = {
  server: 'host',
  client: 'client',
  gateway: 'gateway',
  broker: 'broker',
  'licence-server': 'licence-server',
  'domain-controller': 'directory',
};

/** So many hosts are named; the rest are counted. */
const NAMED_HOSTS = 3;

/** Names of hosts, as many as can be read at a glance. */
export const hostList = (hosts: readonly string[]): string =>
  hosts.length <= NAMED_HOSTS
    ? hosts.join(', ')
    : `${hosts.slice(0, NAMED_HOSTS).join(', ')} and ${hosts.length - NAMED_HOSTS} more`;

/** A machine by its name, where a record says it, and by what it is. */
export const machineName = (on: RunOn, names: readonly string[]): string =>
  names.length === 0 ? machines[on] : `${hostList(names)} (${machines[on]})`;
