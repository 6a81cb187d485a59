import { numberFact, type Event } from '../model/event.ts';
import type { ReportHost } from '../model/report.ts';
import type { HostNames } from './host-names.ts';

const serverKinds = ['connection-accepted', 'connection-received', 'session-assigned'] as const;

/** What a machine's events show of it, gathered event by event. */
export interface HostTraits {
  readonly kinds: Set<string>;
  readonly channels: Set<string>;
  /** Has the service of a gateway. */
  isGateway: boolean;
  boot: Event | undefined;
}

export const noTraits = (): HostTraits => ({
  kinds: new Set(),
  channels: new Set(),
  isGateway: false,
  boot: undefined,
});

export function noteTraits(traits: HostTraits, event: Event): void {
  traits.kinds.add(event.kind);
  traits.channels.add(event.source.channel);
  if (event.facts['service'] === 'TSGateway') traits.isGateway = true;
  if (event.kind === 'system-started' && event.time >= (traits.boot?.time ?? -Infinity)) traits.boot = event;
}

/** Says of each host what its records show of it. */
export function describeHosts(
  names: HostNames,
  traitsOf: ReadonlyMap<string, HostTraits>,
): readonly ReportHost[] {
  return names.hosts().map((name) => {
    const { kinds, boot } = traitsOf.get(name) ?? noTraits();
    const roles: ReportHost['roles'][number][] = [];
    if (serverKinds.some((kind) => kinds.has(kind))) roles.push('server');
    if (kinds.has('client-connecting')) roles.push('client');
    const osBuild = boot && numberFact(boot, 'build');
    return { name, aliases: names.aliasesOf(name), roles, ...(osBuild === undefined ? {} : { osBuild }) };
  });
}
