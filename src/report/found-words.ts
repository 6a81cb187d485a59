import type { FoundLack } from '../model/collected.ts';

/** Why a log gave no record, as the machine itself said when it was collected from. */
export const foundWords: Readonly<Record<FoundLack, string>> = {
  off: 'switched off there, so that nothing is written to it',
  denied: 'the collector was not allowed to read it: run it as administrator',
  absent: 'that machine has no such log',
  failed: 'the collector could not export it',
};
