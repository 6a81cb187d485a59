import { splitEndpoint, textFromBytes, toFact, type FactForm } from '../normalize/fact-forms.ts';
import type { RedactAddress } from './addresses.ts';
import type { FactClass } from './fact-classes.ts';
import type { Names } from './names.ts';
import type { Paths } from './paths.ts';
import type { Scrub } from './scrub.ts';
import type { Tokens } from './tokens.ts';
import { isNoMachine } from './well-known.ts';

/** Gives what stands in place of a value that tells this of somebody; `known` are values of the event's other fields. */
export type RedactValue = (
  value: string,
  what: FactClass,
  form: FactForm,
  known?: ReadonlyMap<string, string>,
) => string;

export interface ValueParts {
  readonly tokens: Tokens;
  readonly address: RedactAddress;
  readonly names: Names;
  readonly paths: Paths;
  readonly scrub: Scrub;
}

export function createRedactValue({ tokens, address, names, paths, scrub }: ValueParts): RedactValue {
  /** An address with or without a port; the console is named by a word, in the system's language. */
  const endpoint = (value: string): string => {
    if (address(value) !== undefined || isNoMachine(value)) return address(value) ?? value;
    const { address: own, port } = splitEndpoint(value);
    if (own === undefined) return port === undefined ? names.host(value) : value;
    const made = address(own) ?? names.host(own);
    if (port === undefined) return value.startsWith('[') ? `[${made}]` : made;
    return made.includes(':') || value.startsWith('[') ? `[${made}]:${port}` : `${made}:${port}`;
  };

  const thumbprint = (value: string): string => {
    const hex = value.toUpperCase();
    if (!/^[\dA-F]{8,}$/.test(hex)) return tokens.exact('text', value);
    const bytes = tokens.bytes('thumbprint', hex);
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return tokens.remember(
      digits
        .repeat(Math.ceil(hex.length / 64))
        .slice(0, hex.length)
        .toUpperCase(),
      value,
    );
  };

  /** The short name may come as UTF-16 bytes with the state behind it. */
  const service = (value: string): string => {
    const [, name, state = ''] = /^(\w+)(\/\d+)?/.exec(textFromBytes(value) ?? '') ?? [];
    return name === undefined ? paths.service(value) : utf16Hex(`${paths.service(name)}${state}`);
  };

  return (value, what, form, known) => {
    switch (what) {
      case 'text':
        return isNumeral(value) ? value : tokens.exact('text', value);
      case 'user':
      case 'sid':
        return names.user(value);
      case 'host':
        return names.host(value);
      case 'target':
        return names.target(value);
      case 'subject':
        return names.subject(value);
      case 'address':
        return endpoint(value);
      case 'thumbprint':
        return thumbprint(value);
      case 'url':
        return names.url(value);
      case 'path':
        return paths.path(value);
      case 'program':
        return paths.program(value);
      case 'service':
        return service(value);
      case 'word':
        return scrub(value, known);
      case 'number':
        return number(value, form);
    }
  };
}

/** A number, a code or the number of a message says nothing of anybody. */
const isNumeral = (text: string): boolean => /^(?:%%)?(?:-?\d{1,20}|0x[\da-f]{1,16})$/i.test(text);

/** What is no number gives no fact, and of a block of bytes only the number is read. */
function number(value: string, form: FactForm): string {
  if (toFact(value, form) === undefined) return '';
  if (form === 'last-dword') return '0'.repeat(value.length - 8) + value.slice(-8);
  return isPlain(value) ? value : '';
}

/** A number in brackets, a status in a call, a date: no letters but those of hex and of the call. */
const isPlain = (value: string): boolean =>
  isNumeral(value) ||
  /^\[?[-+]?(?:0x)?[\da-f]+\]?$/i.test(value) ||
  /^SetErrorInfo\([-\dxa-f]+\)$/i.test(value) ||
  /^[\d:.TZ+/ -]+$/.test(value);

function utf16Hex(text: string): string {
  let hex = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hex += (unit & 255).toString(16).padStart(2, '0') + (unit >>> 8).toString(16).padStart(2, '0');
  }
  return hex.toUpperCase();
}
