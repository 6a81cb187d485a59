import { createLogReader } from '../parsers/index.ts';
import type { ParseProblem, RawEvent } from '../parsers/index.ts';
import { faultOf, findLogs, type InputFault } from './input/find-logs.ts';
import { nodePlatform } from './input/platform.ts';
import { readPieces } from './input/read-pieces.ts';
import { formatMicros, micros } from './model/time.ts';

/** What comes out of a log, record by record. */
export type DumpItem =
  | { readonly type: 'record'; readonly file: string; readonly json: string }
  | { readonly type: 'problem'; readonly file: string; readonly problem: ParseProblem }
  | { readonly type: 'fault'; readonly fault: InputFault };

/** Reads every record of every log, whatever it is about. Memory does not grow with the logs. */
export async function* dumpRecords(paths: readonly string[]): AsyncGenerator<DumpItem> {
  const { files, faults } = findLogs(paths);
  for (const fault of faults) yield { type: 'fault', fault };
  for (const file of files) {
    const reader = createLogReader({ platform: nodePlatform });
    try {
      for await (const piece of readPieces(file)) {
        for (const item of reader.feed(piece)) yield toDumpItem(file, item);
      }
      for (const item of reader.end()) yield toDumpItem(file, item);
    } catch (error) {
      yield { type: 'fault', fault: faultOf(file, error) };
    }
  }
}

function toDumpItem(
  file: string,
  item: { type: 'event'; event: RawEvent } | { type: 'problem'; problem: ParseProblem },
): DumpItem {
  if (item.type === 'problem') return { type: 'problem', file, problem: item.problem };
  return { type: 'record', file, json: recordJson(item.event) };
}

/** One record as one line of JSON, fields by name; a list of values where the log gives them no names. */
function recordJson(event: RawEvent): string {
  const { provider, channel, eventId, qualifiers, version, level, computer, activityId } = event;
  const { processId, threadId, userSid, recordId } = event;
  const fields = event.fields();
  // Entries, not keys: a field may be called __proto__.
  const named = fields.every((field) => field.name !== '');
  return JSON.stringify({
    recordId,
    time: formatMicros(micros(event.time)),
    provider,
    channel,
    eventId,
    qualifiers,
    version,
    level,
    computer,
    activityId,
    processId,
    threadId,
    userSid,
    fields: named ? namedValues(fields) : fields.map((field) => field.value),
  });
}

/** A repeated name keeps all its values, in a list. */
function namedValues(fields: ReturnType<RawEvent['fields']>): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const { name, value } of fields) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value]);
  }
  return Object.fromEntries(values);
}
