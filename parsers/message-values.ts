import type { RawField } from './raw-event.ts';

const IPV4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?`;
/** Every part but the first begins with its colon, so that there is one way to read a text; what is no address is left out after. */
const IPV6 = String.raw`\[[\da-f:.]{2,45}(?:%\d+)?\](?::\d{1,5})?|[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}`;
/** `CORP\alice`, before the end of its line or a quotation mark: in a sentence it is not to be seen whether the name has spaces. */
const ACCOUNT = String.raw`(?<!\p{Script=Latin})[a-z\d][\w.-]{0,63}\\[^\s"«»“”„\\/[\]:;|=,+*?<>@]{1,64}(?=["«»“”„\r\n]|$)`;
/** `RDP-Tcp#3`, and the two protocols under it. */
const WORDS = String.raw`[a-z][\w-]{0,40}-tcp#\d{1,10}|TCP|UDP`;
/** What stands by itself, whole: parts of names, GUIDs, times and paths are none, nor what a table cut off. */
const VALUE = new RegExp(
  String.raw`(?<![\w.:%\\/{@-])(?:${ACCOUNT}|(?:${WORDS}|${IPV4}|${IPV6}|0x[\da-f]{1,16}|\d{1,10})(?![\w\\/@-]|[.:]\w|\.{3}|…))`,
  'giu',
);

/** Whether parts between colons are too few for an address, as those of a time are. */
const isTime = (value: string): boolean =>
  /^[^[.]*:/.test(value) && !value.includes('::') && value.split(':').length !== GROUPS;
const GROUPS = 8;

/** No message of Windows has more. */
const MOST = 64;

/**
 * The addresses, codes, numbers, accounts with their domain, connections and protocols in a message, in their order and without
 * names. This is for exports that have the values of an event nowhere else; other words are never read, for they are in the
 * language of the system.
 */
export function messageValues(message: string): readonly RawField[] {
  const values: RawField[] = [];
  for (const { 0: said } of message.slice(0, 65_536).matchAll(VALUE)) {
    // No name ends with one.
    const value = said.replace(/\.+$/, '');
    if (!isTime(value)) values.push({ name: '', value });
    if (values.length === MOST) break;
  }
  return values;
}
