import type { HostEvent } from '../../scenarios/host.ts';
import type { Person } from '../../scenarios/actors.ts';
import type { TypedValue } from '../../event-spec.ts';
import type { Sign } from '../attempt-log.ts';
import { SECURITY } from '../providers.ts';
import type { Scene, Site } from '../site.ts';

/** A cause that one person's try can fail for, and how that looks. */
export interface Failure {
  readonly cause: string;
  /** How often, among all of them. */
  readonly weight: number;
  /** Absent: anybody at any host. */
  readonly fits?: (site: Site, person: Person) => boolean;
  /** How often it is tried again for the same reason. */
  readonly tries: readonly [least: number, most: number];
  /** It is the host that is broken: whoever comes meets the same, until somebody repairs it. */
  readonly everybody?: true;
  /** What goes wrong on the host before the first try; gives what the tries share. */
  readonly prepare?: (site: Site) => void;
  /** What is set right after the last try. */
  readonly repair?: (site: Site) => void;
  /** Writes what the machines write. The attempt's end is the last of it. */
  readonly play: (scene: Scene) => void;
}

/** A failed logon with this meaning: in SubStatus, or in Status where that is 0. */
export const logonFailedWith = (code: number): Sign => ({
  provider: SECURITY,
  eventId: 4625,
  holds: (event) => (codeOf(event, 'SubStatus') || codeOf(event, 'Status')) === code,
});

/** An event that has this value. */
export const says = (provider: string, eventId: number, name: string, value: string | number): Sign => ({
  provider,
  eventId,
  holds: (event) => fieldOf(event, name) === value,
});

/** A value of an event's payload, as its provider wrote it. */
function fieldOf({ payload }: HostEvent, name: string): string | number | TypedValue | undefined {
  return payload.type === 'none' ? undefined : payload.fields.find((field) => field.name === name)?.value;
}

function codeOf(event: HostEvent, name: string): number {
  const value = fieldOf(event, name);
  return typeof value === 'object' && value.type === 'hex32' ? Number(value.value) : 0;
}
