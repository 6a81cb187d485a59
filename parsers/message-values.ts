import type { RawField } from './raw-event.ts';

const IPV4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?`;
/** Every part but the first begins with its colon, so that there is one way to read a text; what is no address is left out after. */
const IPV6 = String.raw`\[[\da-f:.]{2,45}(?:%\d+)?\](?::\d{1,5})?|[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}`;
/** Numbers that stand by themselves: those within names, GUIDs, times and paths are none. */
const VALUE = new RegExp(
  String.raw`(?<![\w.:%\\/{@-])(?:${IPV4}|${IPV6}|0x[\da-f]{1,16}|\d{1,10})(?![\w\\/@-]|[.:]\w)`,
  'giu',
);

/** Whether parts between colons are too few for an address, as those of a time are. */
const isTime = (value: string): boolean =>
  /^[^[.]*:/.test(value) && !value.includes('::') && value.split(':').length !== GROUPS;
const GROUPS = 8;

/** No message of Windows has more. */
const MOST = 64;

/**
 * The addresses, codes and numbers in a message, in their order and without names. This is for exports that have the values of
 * an event nowhere else; words are never read, for they are in the language of the system.
 */
export function messageValues(message: string): readonly RawField[] {
  const values: RawField[] = [];
  for (const { 0: value } of message.slice(0, 65_536).matchAll(VALUE)) {
    if (!isTime(value)) values.push({ name: '', value });
    if (values.length === MOST) break;
  }
  return values;
}
