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

/** What a machine's events show of it, gathered event by event. */
export interface HostTraits {
  readonly roles: Set<HostRole>;
  readonly channels: Set<string>;
  /** The latest word on which Windows it runs. */
  build: Event | undefined;
  /** Some refused logon is in its audit. */
  auditsRefusals: boolean;
}

export const noTraits = (): HostTraits => ({
  roles: new Set(),
  channels: new Set(),
  build: undefined,
  auditsRefusals: false,
});

export function noteTraits(traits: HostTraits, event: Event): void {
  const role = roleBehind(event);
  if (role) traits.roles.add(role);
  traits.channels.add(event.source.channel);
  if (event.kind === 'logon-failed') traits.auditsRefusals = true;
  if (tellsBuild(event)) traits.build = later(traits.build, event);
}

/** Puts what was learnt under one name of a machine to what was learnt under another. */
export function joinTraits(traits: HostTraits, other: HostTraits): void {
  const { roles, channels, build } = other;
  traits.auditsRefusals ||= other.auditsRefusals;
  for (const role of roles) traits.roles.add(role);
  for (const channel of channels) traits.channels.add(channel);
  traits.build = build ? later(traits.build, build) : traits.build;
}

const later = (a: Event | undefined, b: Event): Event => (a && a.time > b.time ? a : b);

/** Says of each host what its records show of it: its names, what it is for, and which Windows it runs. */
export function describeHosts(
  names: HostNames,
  traitsOf: ReadonlyMap<string, HostTraits>,
): readonly ReportHost[] {
  return names.hosts().map((name) => {
    const { roles, build } = traitsOf.get(name) ?? noTraits();
    const osBuild = build?.facts['build'];
    return {
      name,
      aliases: names.aliasesOf(name),
      roles: order.filter((role) => roles.has(role)),
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
