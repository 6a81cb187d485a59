import type { XmlElement } from '../xml/read-event.ts';

/**
 * The value of an element of CLIXML, as ConvertTo-Json would have it: properties by their names, lists, texts. Element names
 * from [MS-PSRP] 2.2.5; what EventLogRecord becomes was seen in samples. Numbers stay texts.
 */
export function readObject(element: XmlElement): unknown {
  switch (element.name) {
    case 'Obj':
      return readComplex(element);
    case 'Nil':
    case 'Ref':
      return null;
    case 'BA':
      return bytesOf(element.text());
    case 'LST':
    case 'IE':
    case 'QUE':
    case 'STK':
      return element.elements().map(readObject);
    default:
      return unescaped(element.text());
  }
}

function readComplex(object: XmlElement): unknown {
  const parts = object.elements();
  const list = parts.find(({ name }) => LISTS.has(name));
  if (list !== undefined) return readObject(list);
  // Properties of its own first: the message is a member that was added.
  const members = parts.filter(({ name }) => name === 'Props' || name === 'MS');
  if (members.length > 0) {
    const entries = members.flatMap((part) =>
      part.elements().map((member) => [unescaped(member.attribute('N') ?? ''), readObject(member)] as const),
    );
    return Object.fromEntries(entries.toReversed());
  }
  // A simple value with a type beside it, or what was too deep to be written out.
  const value = parts.find(({ name }) => !TYPES.has(name)) ?? parts.find(({ name }) => name === 'ToString');
  return value === undefined ? null : readObject(value);
}

const LISTS: ReadonlySet<string> = new Set(['LST', 'IE', 'QUE', 'STK']);
const TYPES: ReadonlySet<string> = new Set(['TN', 'TNRef', 'ToString']);

/** Characters that XML cannot hold are written `_x000D_`, and an underscore before such a text `_x005F_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Base64 as a list of bytes; what is no base64 gives what can be had of it. */
function bytesOf(base64: string): readonly number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of base64) {
    const value = ALPHABET.indexOf(letter);
    if (value === -1) continue;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
