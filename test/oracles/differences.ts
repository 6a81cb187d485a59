import type { Tokens } from './event-tokens.ts';
import type { Difference } from './compare.ts';

const split = (token: string): readonly [head: string, value: string] => {
  const at = token.startsWith('"') ? 1 : token.indexOf('=') + 1;
  return [token.slice(0, at), token.slice(at)];
};

/** Compares the values of two tokens of the same name. */
function values(same: (ours: string, theirs: string) => boolean): NonNullable<Difference['explains']> {
  return (ours, theirs) => {
    const [head, value] = split(ours);
    const [otherHead, other] = split(theirs);
    return head === otherHead && same(value, other);
  };
}

const GUID = /^\{[\da-f-]{36}\}$/i;
const HEX = /^0x[\da-f]+$/i;

export const LIBEVTX: readonly Difference[] = [
  {
    id: 'nanoseconds',
    kind: 'spelling',
    why: 'libevtx prints nine digits of a FILETIME, which has seven',
    explains: values((ours, theirs) => theirs === `${ours.slice(0, -1)}00Z`),
  },
  {
    id: 'systemtime-digits',
    kind: 'spelling',
    why: 'libevtx prints a SYSTEMTIME with its three digits; Windows prints the seven of a FILETIME',
    explains: values((ours, theirs) => /\.\d{3}Z$/.test(theirs) && ours === `${theirs.slice(0, -1)}0000Z`),
  },
  {
    id: 'guid-case',
    kind: 'spelling',
    why: 'libevtx prints GUIDs in upper case; Windows and we do not',
    explains: values((ours, theirs) => GUID.test(ours) && theirs === ours.toUpperCase()),
  },
  {
    id: 'hex-padding',
    kind: 'spelling',
    why: 'libevtx pads hexadecimal numbers with zeros; Windows does not',
    explains: values((ours, theirs) => HEX.test(ours) && HEX.test(theirs) && BigInt(ours) === BigInt(theirs)),
  },
  {
    id: 'size-decimal',
    kind: 'fault',
    why: 'libevtx prints size_t as decimal; Windows prints process ids and the like as hexadecimal',
    explains: values(
      (ours, theirs) => HEX.test(ours) && /^\d+$/.test(theirs) && BigInt(ours) === BigInt(theirs),
    ),
  },
  {
    id: 'signed-numbers',
    kind: 'fault',
    why: 'libevtx clears the sign bit of a negative number and puts a minus before the rest',
    explains: values((ours, theirs) => {
      if (!/^-\d+$/.test(ours) || !/^-\d+$/.test(theirs)) return false;
      return [8n, 16n, 32n, 64n].some((bits) => BigInt(theirs) === -(BigInt(ours) + 2n ** (bits - 1n)));
    }),
  },
  {
    id: 'lone-surrogate',
    kind: 'fault',
    why: 'libevtx takes the unit behind a lone surrogate for its other half',
    explains: values(
      (ours, theirs) => theirs === ours.replaceAll(/[\ud800-\udbff][^\udc00-\udfff]/g, '\ufffd'),
    ),
  },
  {
    id: 'white-text',
    kind: 'fault',
    why: 'libevtx loses a text of white space only',
    rewrite: (ours) => {
      const rest = ours.filter((token) => !(token.startsWith('"') && token.trim() === '"'));
      return rest.length === ours.length ? undefined : rest;
    },
  },
  {
    id: 'second-instance',
    kind: 'fault',
    why: 'libevtx leaves out a second template instance in one value: RenderingInfo behind EventData',
    rewrite: withoutRendering,
  },
];

function withoutRendering(ours: Tokens): Tokens | undefined {
  const at = ours.indexOf('<RenderingInfo');
  return at < 0 ? undefined : [...ours.slice(0, at), '>'];
}

export const PYTHON_EVTX: readonly Difference[] = [
  {
    id: 'float-time',
    kind: 'fault',
    why: 'python-evtx reckons times as floating point numbers of seconds, which is right to some microseconds',
    explains: values((ours, theirs) => {
      if (!/^\d{4}-\d\d-\d\d \S+$/.test(theirs)) return false;
      return Math.abs(microseconds(ours) - microseconds(`${theirs.replace(' ', 'T')}Z`)) <= 8;
    }),
  },
  {
    id: 'hex-padding',
    kind: 'spelling',
    why: 'python-evtx pads hexadecimal numbers with zeros; Windows does not',
    explains: values((ours, theirs) => HEX.test(ours) && HEX.test(theirs) && BigInt(ours) === BigInt(theirs)),
  },
  {
    id: 'size-decimal',
    kind: 'fault',
    why: 'python-evtx prints size_t as decimal; Windows prints it as hexadecimal',
    explains: values(
      (ours, theirs) => HEX.test(ours) && /^\d+$/.test(theirs) && BigInt(ours) === BigInt(theirs),
    ),
  },
  {
    id: 'boolean-case',
    kind: 'spelling',
    why: 'python-evtx prints True and False',
    explains: values((ours, theirs) => /^(true|false)$/.test(ours) && theirs.toLowerCase() === ours),
  },
  {
    id: 'base64',
    kind: 'spelling',
    why: 'python-evtx prints binary data in base64; Windows prints it in hexadecimal',
    explains: values((ours, theirs) => Buffer.from(theirs, 'base64').toString('hex').toUpperCase() === ours),
  },
  {
    id: 'arrays-in-one',
    kind: 'fault',
    why: 'python-evtx prints the items of an array in one element, and elements whose optional value is NULL',
    explains: values((ours, theirs) => theirs === `<string>${ours}</string>\n`),
    rewrite: arraysInOne,
  },
  {
    id: 'named-arrays',
    kind: 'fault',
    why: 'python-evtx prints the items of an array in one element, though the element repeats',
    rewrite: listsOf,
  },
  {
    id: 'empty-items',
    kind: 'fault',
    why: 'python-evtx drops empty items of an array and repeats the ends of others; Windows (with-xml) does neither',
    explains: values((ours, theirs) => {
      const mine = itemsOf(ours);
      if (!mine.includes('')) return false;
      const filled = mine.filter((item) => item !== '');
      let next = 0;
      const isOurs = itemsOf(theirs).every((item) => {
        if (item === filled[next]) return (next += 1) > 0;
        return filled.some((one) => one.endsWith(item));
      });
      return isOurs && next === filled.length;
    }),
  },
  {
    id: 'second-instance',
    kind: 'fault',
    why: 'python-evtx leaves out a second template instance in one value: RenderingInfo behind EventData',
    rewrite: withoutRendering,
  },
  {
    id: 'not-xml',
    kind: 'spelling',
    why: 'python-evtx leaves out characters that XML cannot hold',
    rewrite: (ours) => {
      const rest = ours.map((token) => withoutNonXml(token, '')).filter((token) => token !== '"');
      return rest.length === ours.length ? undefined : rest;
    },
  },
];

function microseconds(time: string): number {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(time) ?? [];
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(fraction.padEnd(7, '0').slice(0, 7)) / 10;
}

function itemsOf(list: string): readonly string[] {
  return Array.from(list.matchAll(/<string>([^]*?)<\/string>\n/g), ([, item = '']) => item);
}

/** Joins elements that repeat into one with a list, where the other reader has a list. */
function listsOf(ours: Tokens, theirs: Tokens): Tokens | undefined {
  const out: string[] = [];
  let at = 0;
  let isJoined = false;
  for (const token of theirs) {
    if (!token.startsWith('"<string>')) {
      out.push(ours[at++] ?? '');
      continue;
    }
    const head = out.slice(out.findLastIndex((written) => written.startsWith('<')));
    const items: string[] = [];
    for (let left = itemsOf(token).length; left > 0; left -= 1) {
      const text = ours[at] ?? '';
      items.push(text.startsWith('"') ? text.slice(1) : '');
      if (text.startsWith('"')) at += 1;
      const repeats = head.every((part, i) => ours[at + 1 + i] === part);
      if (left > 1 && !repeats) return undefined;
      if (left > 1) at += 1 + head.length;
    }
    out.push(`"${items.map((item) => `<string>${item}</string>\n`).join('')}`);
    isJoined = true;
  }
  return isJoined ? [...out, ...ours.slice(at)] : undefined;
}

/** What a classic event looks like without arrays: one Data, one Binary, whether there is something in them or not. */
function arraysInOne(ours: Tokens, theirs: Tokens): Tokens | undefined {
  const start = ours.indexOf('<EventData');
  if (start < 0 || theirs.indexOf('<EventData') !== start || ours[start + 1]?.startsWith('@') === true) {
    return undefined;
  }
  if (ours[start + 1] === '<Data' && ours[start + 2]?.startsWith('@') === true) return undefined;
  const items: string[] = [];
  let at = start + 1;
  for (; ours[at] === '<Data' && ours[at + 1]?.startsWith('@') !== true; at += 1) {
    const text = ours[at + 1];
    const given = text?.startsWith('"') === true;
    items.push(given ? text.slice(1) : '');
    at += given ? 2 : 1;
  }
  const isList = theirs[start + 2]?.startsWith('"<string>') === true;
  const text = isList ? items.map((item) => `<string>${item}</string>\n`).join('') : items.join('');
  const binary = ours[at] === '<Binary' ? ours.slice(at, ours.indexOf('>', at) + 1) : ['<Binary', '>'];
  const after = ours[at] === '<Binary' ? ours.slice(ours.indexOf('>', at) + 1) : ours.slice(at);
  const data = text === '' ? ['<Data', '>'] : ['<Data', `"${text}`, '>'];
  return [...ours.slice(0, start + 1), ...data, ...binary, ...after];
}

/** Replaces what XML cannot hold: most control characters, halves of surrogate pairs, two others. */
function withoutNonXml(text: string, by: string): string {
  return Array.from(text, (character) => (isXml(character.codePointAt(0) ?? 0) ? character : by)).join('');
}

function isXml(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

export const EVTX_DUMP: readonly Difference[] = [
  {
    id: 'not-xml',
    kind: 'spelling',
    why: 'evtx_dump writes _ for characters that XML cannot hold',
    explains: values((ours, theirs) => theirs === withoutNonXml(ours, '_')),
  },
  {
    id: 'odd-boolean',
    kind: 'fault',
    why: 'evtx_dump prints the number of a boolean that is neither 0 nor 1; libevtx and Windows print true',
    explains: values((ours, theirs) => ours === 'true' && /^\d+$/.test(theirs) && Number(theirs) > 1),
  },
];
