import { closeSync, openSync, readSync } from 'node:fs';
import { EVENTS_SHOW_WITHIN, looksLikeEvents } from '../../parsers/json/looks-like-events.ts';
import { detectEncoding } from '../../parsers/xml/decode-text.ts';

const jsonEnding = /\.(?:json|jsonl|ndjson)$/i;

/** Whether a file in a folder is a log in JSON; reports, too, are called .json. */
export function isJsonLog(path: string): boolean {
  if (!jsonEnding.test(path)) return false;
  try {
    const head = headOf(path);
    const { encoding, bom } = detectEncoding(head);
    return looksLikeEvents(new TextDecoder(encoding).decode(head.subarray(bom)));
  } catch {
    // It is asked for by nobody: what the system will not read is left alone.
    return false;
  }
}

function headOf(path: string): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(EVENTS_SHOW_WITHIN);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
