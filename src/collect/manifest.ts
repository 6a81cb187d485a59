import type { FactValue } from '../model/event.ts';
import type { CollectSide } from '../normalize/logs-to-ask-for.ts';

/** The file in which the script says what it found; it is known by its content, whatever it is called. */
export const COLLECT_MANIFEST = 'rdpwhy-collect.json';
export const COLLECT_FORMAT = 'rdpwhy-collect';
export const COLLECT_VERSION = 1;
/** A manifest takes 20 KB; what is larger is none. */
export const MOST_MANIFEST: number = 1024 * 1024;

/** What became of a channel. Whether somebody switched it off is told apart. */
export type CollectedState = 'exported' | 'denied' | 'missing' | 'failed';

/** What the script says of the machine and of its own work; a stranger's word, checked and no more. */
export interface Collected {
  readonly side: CollectSide;
  readonly computer: string;
  /** With its domain, where it is in one: records call it so. */
  readonly dnsName?: string;
  /** When it was collected, UTC. */
  readonly time: string;
  readonly channels: readonly CollectedChannel[];
  /** What it found beside events, by name; flags as true and false; empty where it was not asked. */
  readonly facts: ReadonlyMap<string, FactValue>;
}

export interface CollectedChannel {
  readonly channel: string;
  readonly state: CollectedState;
  /** null: Windows did not say. */
  readonly enabled: boolean | null;
}

/** The same as JSON: what a case pack carries of it. */
export type StatedMachine = Omit<Collected, 'facts'> & {
  readonly facts: Readonly<Record<string, FactValue | boolean>>;
};
