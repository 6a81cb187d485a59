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

/** Characters that XML cannot hold. */
// oxlint-disable-next-line no-control-regex
const NOT_XML =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const EVTX_DUMP: readonly Difference[] = [
  {
    id: 'not-xml',
    kind: 'spelling',
    why: 'evtx_dump writes _ for characters that XML cannot hold',
    explains: values((ours, theirs) => theirs === ours.replaceAll(NOT_XML, '_')),
  },
  {
    id: 'systemtime-digits',
    kind: 'spelling',
    why: 'a SYSTEMTIME has milliseconds; evtx_dump prints it with the seven digits of a FILETIME',
    explains: values((ours, theirs) => /\.\d{3}Z$/.test(ours) && theirs === `${ours.slice(0, -1)}0000Z`),
  },
  {
    id: 'odd-boolean',
    kind: 'fault',
    why: 'evtx_dump prints the number of a boolean that is neither 0 nor 1; libevtx and Windows print true',
    explains: values((ours, theirs) => ours === 'true' && /^\d+$/.test(theirs) && Number(theirs) > 1),
  },
];
