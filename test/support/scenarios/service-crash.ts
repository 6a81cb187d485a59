import { emitClassic, serviceManager, termService } from './classic-events.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import { emitSessionManager, namedFields } from './rdp-events.ts';

const APPLICATION_CRASH_TASK = 100;

/** A module of the process that crashes, and where it does. */
export interface FaultyModule {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly offset: string;
}

/** TermService dies in a module: Application 1000, session manager 18, and 7031, or 7034 when Windows gives up. */
export function serviceCrashed(host: Host, clock: Clock, module: FaultyModule, count: number): void {
  programCrashed(host, clock.now, module);
  const origin = { time: clock.wait(600, 1500), threadId: host.processes.sessionManager + 16 };
  emitSessionManager(host, origin, 18);
  const restarts = count < 3;
  const outcome = restarts ? { param3: '60000', param4: '1', param5: 'Restart the service' } : {};
  const fields = { param1: 'Remote Desktop Services', param2: String(count), ...outcome };
  const event = { eventId: restarts ? 7031 : 7034, level: 2, processId: host.processes.services };
  const name = new Uint8Array(Buffer.from('TermService\0', 'utf16le'));
  emitClassic(
    host,
    clock.wait(20, 90),
    { ...serviceManager, qualifiers: termService.qualifiers },
    event,
    namedFields(fields),
    name,
  );
}

/** Writes 1000 of Application Error, unnamed as before Windows 11. */
function programCrashed(host: Host, time: number, module: FaultyModule): void {
  const { termService: processId } = host.processes;
  const values = [
    'svchost.exe_TermService',
    '10.0.19041.4355',
    host.random.hex(8),
    module.name,
    module.version,
    host.random.hex(8),
    'c0000005',
    module.offset,
    processId.toString(16),
    `01db${host.random.hex(12)}`,
    'C:\\WINDOWS\\System32\\svchost.exe',
    module.path,
    [8, 4, 4, 4, 12].map((digits) => host.random.hex(digits)).join('-'),
    '',
    '',
  ];
  host.emit({
    provider: 'Application Error',
    channel: 'Application',
    eventId: 1000,
    qualifiers: 0,
    level: 2,
    task: APPLICATION_CRASH_TASK,
    keywords: 0x80_0000_0000_0000n,
    time,
    processId: 0,
    threadId: 0,
    payload: { type: 'event-data', fields: values.map((value) => ({ value })) },
  });
}
