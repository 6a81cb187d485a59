import { LOCAL_SYSTEM } from '../scenarios/rdp-events.ts';
import { channels } from '../../../src/normalize/channels.ts';
import type { Site } from './site.ts';

/** Writes the record that a cleared log begins with: 1102 in Security, 104 in System. */
export function noteCleared({ agenda, host }: Site): void {
  for (const [channel, time] of host.loss.cleared) {
    const isSecurity = channel === channels.security;
    const who = { SubjectUserName: 'admin', SubjectDomainName: host.machine.domain };
    const fields: Readonly<Record<string, string>> = isSecurity
      ? { SubjectUserSid: LOCAL_SYSTEM, ...who, SubjectLogonId: '0x3e7' }
      : { ...who, Channel: channel, BackupPath: '' };
    agenda.at(time, () =>
      host.emit({
        provider: 'Microsoft-Windows-Eventlog',
        providerGuid: 'FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148',
        channel,
        eventId: isSecurity ? 1102 : 104,
        level: 4,
        task: 104,
        keywords: isSecurity ? 0x4020_0000_0000_0000n : 0x8000_0000_0000_0000n,
        time: time + 1,
        processId: host.processes.services,
        threadId: host.processes.services + 4,
        payload: {
          type: 'user-data',
          root: 'LogFileCleared',
          namespace: 'http://manifests.microsoft.com/win/2004/08/windows/eventlog',
          fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
        },
      }),
    );
  }
}
