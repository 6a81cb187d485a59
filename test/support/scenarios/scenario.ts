import type { EventSpec } from '../event-spec.ts';
import { writeEvtx } from '../evtx-writer/index.ts';
import type { RecordedHost } from './host.ts';

/** A story and the logs that it leaves behind. */
export interface Scenario {
  /** Its folder below samples/. */
  readonly name: string;
  /** Events by the path of their log below that folder. */
  readonly logs: ReadonlyMap<string, readonly EventSpec[]>;
}

/** The name under which Windows keeps a channel's log. */
const fileOfChannel = (channel: string): string => `${channel.replaceAll('/', '%4')}.evtx`;

/** The logs of one host, all or those of some channels, in a folder of its own or none. */
export function hostLogs(
  host: RecordedHost,
  folder = '',
  channels?: readonly string[],
): [path: string, events: readonly EventSpec[]][] {
  return [...host.logs()]
    .filter(([channel]) => channels?.includes(channel) ?? true)
    .map(([channel, events]) => [folder + fileOfChannel(channel), events]);
}

/** Writes a scenario's logs as .evtx files, the same bytes on every call. */
export function scenarioFiles(scenario: Scenario): Map<string, Uint8Array> {
  return new Map([...scenario.logs].map(([path, events]) => [path, writeEvtx(events)]));
}
