import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { HostRole, ReportHost } from '../model/report.ts';
import type { HostNames } from './host-names.ts';

/** What only a machine of that role writes, whatever else it writes. */
const rolesByKind: Readonly<Partial<Record<KnownKind, HostRole>>> = {
  'connection-accepted': 'server',
  'connection-received': 'server',
  'session-assigned': 'server',
  'client-connecting': 'client',
  // The audit of a domain's tickets.
  'kerberos-logon-refused': 'domain-controller',
  'kerberos-ticket-refused': 'domain-controller',
  'kerberos-preauthentication-failed': 'domain-controller',
  'kerberos-policy-refused': 'domain-controller',
  'protected-user-refused': 'domain-controller',
};

/** Providers that come with a role. A host's side of the broker and of licensing has providers of its own. */
const rolesByProvider: ReadonlyMap<string, HostRole> = new Map([
  ['Microsoft-Windows-TerminalServices-Gateway', 'gateway'],
  ['Microsoft-Windows-TerminalServices-SessionBroker', 'broker'],
  ['Microsoft-Windows-TerminalServices-Licensing', 'licence-server'],
  ['Microsoft-Windows-Kerberos-Key-Distribution-Center', 'domain-controller'],
]);

/** Services that are there only where the role is installed. */
const rolesByService: ReadonlyMap<string, HostRole> = new Map([
  ['TSGateway', 'gateway'],
  ['Tssdis', 'broker'],
  ['TermServLicensing', 'licence-server'],
]);

const order: readonly HostRole[] = [
  'server',
  'client',
  'gateway',
  'broker',
  'licence-server',
  'domain-controller',
];

/** Says of each host what its records show of it: its names, what it is for, and which Windows it runs. */
export function describeHosts(
  names: HostNames,
  byHost: ReadonlyMap<string, readonly Event[]>,
): readonly ReportHost[] {
  return names.hosts().map((name) => {
    const events = byHost.get(name) ?? [];
    const found = new Set(events.map(roleBehind));
    const roles = order.filter((role) => found.has(role));
    const osBuild = events.findLast(tellsBuild)?.facts['build'];
    return {
      name,
      aliases: names.aliasesOf(name),
      roles,
      ...(typeof osBuild === 'number' ? { osBuild } : {}),
    };
  });
}

const roleBehind = (event: Event): HostRole | undefined =>
  rolesByKind[event.kind as KnownKind] ??
  rolesByProvider.get(event.source.provider) ??
  rolesByService.get(textFact(event, 'service') ?? '');

/** Written at every start: the latest is the Windows that runs now. */
const tellsBuild = (event: Event): boolean =>
  (event.kind === 'system-started' || event.kind === 'system-described') &&
  (numberFact(event, 'build') ?? 0) > 0;
