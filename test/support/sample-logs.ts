import { join } from 'node:path';
import { tellScenarios } from './scenarios/index.ts';

/** A log of a sample, and whose it is. */
export interface SampleLog {
  readonly file: string;
  readonly channel: string;
  readonly host: string;
}

/** The samples with their logs. */
export const samples: readonly { readonly name: string; readonly logs: readonly SampleLog[] }[] =
  tellScenarios().map(({ name, logs }) => ({
    name,
    logs: [...logs].map(([path, events]) => ({
      file: join('samples', name, path),
      channel: events[0]?.channel ?? '',
      host: events[0]?.computer ?? '',
    })),
  }));
