import type { HostEvent } from '../../scenarios/host.ts';
import type { TypedValue } from '../../event-spec.ts';
import type { Sign } from '../attempt-log.ts';
import type { Scene, Site } from '../site.ts';

/** A cause that one person's try can fail for, and how that looks. */
export interface Failure {
  readonly cause: string;
  /** How often, among all of them. */
  readonly weight: number;
  /** Absent: any host. */
  readonly fits?: (site: Site) => boolean;
  /** How often somebody tries again for the same reason. */
  readonly tries: readonly [least: number, most: number];
  /** Writes what the machines write. The attempt's end is the last of it. */
  readonly play: (scene: Scene) => void;
}

const SECURITY = 'Microsoft-Windows-Security-Auditing';

/** A failed logon with this meaning: in SubStatus, or in Status where that is 0. */
export const logonFailedWith = (code: number): Sign => ({
  provider: SECURITY,
  eventId: 4625,
  holds: (event) => (codeOf(event, 'SubStatus') || codeOf(event, 'Status')) === code,
});

/** A value of an event's payload, as its provider wrote it. */
export function fieldOf({ payload }: HostEvent, name: string): string | number | TypedValue | undefined {
  return payload.type === 'none' ? undefined : payload.fields.find((field) => field.name === name)?.value;
}

function codeOf(event: HostEvent, name: string): number {
  const value = fieldOf(event, name);
  return typeof value === 'object' && value.type === 'hex32' ? Number(value.value) : 0;
}
