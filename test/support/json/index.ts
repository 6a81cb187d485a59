import { azureAnswer, azureEvent, azureWindowsEvent } from './azure.ts';
import * as collectors from './collectors.ts';
import type { JsonWriter } from './parts.ts';
import * as tools from './tools.ts';

export type { JsonWriter } from './parts.ts';

/** Writers of every form, by what the form is called; written from the sources named at each, not from our reader. */
export const jsonWriters: ReadonlyMap<string, JsonWriter> = new Map<string, JsonWriter>([
  ...Object.entries(collectors),
  ...Object.entries(tools),
  ...Object.entries({ azureEvent, azureAnswer, azureWindowsEvent }),
]);
