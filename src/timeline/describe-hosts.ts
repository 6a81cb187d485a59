import { numberFact, type Event } from '../model/event.ts';
import type { ReportHost } from '../model/report.ts';
import type { HostNames } from './host-names.ts';

const serverKinds: ReadonlySet<string> = new Set([
  'connection-accepted',
  'connection-received',
  'session-assigned',
]);

/** Says of each host what its records show of it. */
export function describeHosts(
  names: HostNames,
  byHost: ReadonlyMap<string, readonly Event[]>,
): readonly ReportHost[] {
  return names.hosts().map((name) => {
    const events = byHost.get(name) ?? [];
    const roles: ReportHost['roles'][number][] = [];
    if (events.some((event) => serverKinds.has(event.kind))) roles.push('server');
    if (events.some((event) => event.kind === 'client-connecting')) roles.push('client');
    const boot = events.findLast((event) => event.kind === 'system-started');
    const osBuild = boot && numberFact(boot, 'build');
    return { name, aliases: names.aliasesOf(name), roles, ...(osBuild === undefined ? {} : { osBuild }) };
  });
}
