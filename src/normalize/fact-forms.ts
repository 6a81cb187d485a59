import type { FactValue } from '../model/event.ts';
import { clockStep } from './clock-step.ts';
import type { RawEvent, RawField } from '../../parsers/raw-event.ts';

/** How the text of a field becomes a fact. */
export type FactForm =
  /** As it stands; '' and '-' (Windows' word for nothing) give no fact. */
  | 'text'
  /** Decimal or 0x-hex, possibly signed, as a number. */
  | 'number'
  /** A status code as an unsigned 32-bit number, whatever base and sign the field has. */
  | 'code'
  /** A status code in hex without its 0x. */
  | 'hex-code'
  /** The code inside a call such as `SetErrorInfo(0xc)`. */
  | 'set-error-info'
  /** The address part of `ip`, `ip:port`, `[ip]:port`, without a zone; the unset address gives no fact. */
  | 'address'
  /** The port part of `ip:port` or `[ip]:port`, or of a bare number. */
  | 'port'
  /** The user part of `DOMAIN\user`. */
  | 'account'
  /** The domain part of `DOMAIN\user`. */
  | 'domain'
  /** A locally unique id as lower-case hex without leading zeros; logs in JSON have it as a decimal number, too. */
  | 'luid'
  /**
   * A service's short name: from the UTF-16 bytes `TermService/4` that the service manager appends, or from its
   * display name where that is known.
   */
  | 'service'
  /** What the service manager appends to a name, `TermService/4`: 4 is running, 1 stopped, whatever the language. */
  | 'service-state'
  /** The last 32-bit number of a binary block, beyond the 40 bytes of its own header. */
  | 'last-dword'
  /** A binary block that is one 32-bit number, little-endian. */
  | 'dword'
  | 'timestamp'
  /** By how much a clock was set: from the fields before and after, each a time or a date and a time. Here all fields count. */
  | 'clock-step';

/** Where a fact comes from: the first of these fields (a name, or a place among all fields but binary data) that gives a value. */
export interface FactRule {
  readonly from: readonly (string | number)[];
  readonly as: FactForm;
  /** A zero is no value: go on to the next field. */
  readonly skipZero?: true;
  /** Only a field that this matches gives a value; where it has a group, what the group holds. */
  readonly match?: RegExp;
}

/** Reads one fact of an event, or undefined when no field gives it. */
export function readFact(event: RawEvent, rule: FactRule): FactValue | undefined {
  if (rule.as === 'clock-step')
    return clockStep(
      rule.from.flatMap((field) => event.get(String(field)) ?? []),
      event.time,
    );
  for (const field of rule.from) {
    const text = typeof field === 'string' ? event.get(field) : valueAtPlace(event, field);
    const part = text !== undefined && rule.match ? partOf(text, rule.match) : text;
    if (part === undefined) continue;
    const value = toFact(part.trim(), rule.as);
    if (value === undefined || (rule.skipZero && value === 0)) continue;
    return value;
  }
  return undefined;
}

/** Binary data is behind all values, and no value: collectors write it elsewhere, and some without what it stood behind. */
const isBinary = ({ name }: RawField): boolean => name === 'Binary' || name === 'binary';

function valueAtPlace(event: RawEvent, place: number): string | undefined {
  let before = 0;
  for (const field of event.fields()) {
    if (isBinary(field)) continue;
    if (before === place) return field.value;
    before++;
  }
  return undefined;
}

function partOf(text: string, match: RegExp): string | undefined {
  const found = match.exec(text);
  return found?.[1] ?? found?.[0];
}

export function toFact(text: string, form: FactForm): FactValue | undefined {
  if (text === '' || text === '-') return undefined;
  switch (form) {
    case 'text':
      return text;
    case 'number':
      return toNumber(text);
    case 'code':
      return toCode(text);
    case 'hex-code':
      return toCode(`0x${text.replace(/^0x/i, '')}`);
    case 'set-error-info':
      return toCode(/^SetErrorInfo\((.+)\)$/i.exec(text)?.[1] ?? '');
    case 'address':
      return usableAddress(splitEndpoint(text).address);
    case 'port':
      return splitEndpoint(text).port;
    case 'account':
      return text.slice(text.indexOf('\\') + 1) || undefined;
    case 'domain':
      return text.includes('\\') ? text.slice(0, text.indexOf('\\')) || undefined : undefined;
    case 'luid':
      return toLuid(text);
    case 'service':
      return serviceFromBytes(text) ?? shortServiceNames.get(text.toLowerCase()) ?? text;
    case 'service-state':
      return Number(/\/(\d+)/.exec(textFromBytes(text) ?? '')?.[1] ?? NaN) || undefined;
    case 'last-dword':
      return lastDword(text);
    case 'dword':
      return isHex(text) && text.length === 8 ? dword(bytesOf(text)) : undefined;
    case 'timestamp':
      return Number.isNaN(Date.parse(text)) ? undefined : text;
    case 'clock-step':
      return undefined;
  }
}

/** Most numbers are: these need no second look. */
const PLAIN_NUMBER = /^\d{1,9}$/;

function toNumber(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return Number(text);
  const unbracketed = text.replace(/^\[(.*)\]$/, '$1');
  const value = Number(unbracketed);
  return /^[-+]?(0x[0-9a-f]+|\d+)$/i.test(unbracketed) && Number.isSafeInteger(value) ? value : undefined;
}

function toCode(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return Number(text);
  // Codes are printed signed, unsigned and, by 64-bit fields, sign-extended: the low 32 bits are the code.
  return /^(-?\d{1,20}|0x[0-9a-f]{1,16})$/i.test(text) ? Number(BigInt.asUintN(32, BigInt(text))) : undefined;
}

const toLuid = (text: string): string | undefined =>
  /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text) ? `0x${BigInt(text).toString(16)}` : undefined;

/** Takes `10.0.0.1:5000`, `[10.0.0.1]:5000`, `[fe80::1%4]:5000`, `::1` and `::ffff:10.0.0.1` apart. */
export function splitEndpoint(text: string): { address?: string; port?: number } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const withPort = bracketed ?? /^([^:]+):(\d+)$/.exec(text);
  const address = withPort?.[1] ?? (/^\d+$/.test(text) ? undefined : text);
  const port = withPort?.[2] ?? (/^\d+$/.test(text) ? text : undefined);
  return {
    ...(address === undefined ? {} : { address: address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '') }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

/** The unset address is none, and the zone of a link-local one is the host's own word, not the client's. */
function usableAddress(address: string | undefined): string | undefined {
  if (address === '0.0.0.0' || address === '::') return undefined;
  return address?.replace(/^(fe[89ab][0-9a-f:]*)%.*$/, '$1');
}

/** A binary block as logs print it. */
const isHex = (text: string): boolean => /^(?:[0-9a-f]{2})*$/i.test(text);

const bytesOf = (hex: string): number[] =>
  (hex.match(/[0-9a-f]{2}/gi) ?? []).map((byte) => Number.parseInt(byte, 16));

const serviceFromBytes = (hex: string): string | undefined => /^\w+/.exec(textFromBytes(hex) ?? '')?.[0];

export function textFromBytes(hex: string): string | undefined {
  if (!/^([0-9a-f]{2}00)+$/i.test(hex)) return undefined;
  let text = '';
  for (let at = 0; at < hex.length; at += 4) {
    text += String.fromCharCode(Number.parseInt(hex.slice(at, at + 2), 16));
  }
  return text;
}

function lastDword(hex: string): number | undefined {
  const bytes = isHex(hex) ? bytesOf(hex) : [];
  // The first 40 bytes are the driver's own record header; without more there is no status.
  return bytes.length < 44 ? undefined : dword(bytes.slice(-4));
}

const dword = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number =>
  (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;

/**
 * Display names of the services Remote Desktop rests on. English from Windows' own logs; the others are inferred
 * from localised systems' texts and only used where the record carries no short name.
 */
export const shortServiceNames: ReadonlyMap<string, string> = new Map([
  ['remote desktop services', 'TermService'],
  ['terminal services', 'TermService'],
  ['remotedesktopdienste', 'TermService'],
  ['services bureau à distance', 'TermService'],
  ['servicios de escritorio remoto', 'TermService'],
  ['servizi desktop remoto', 'TermService'],
  ['serviços de área de trabalho remota', 'TermService'],
  ['службы удаленных рабочих столов', 'TermService'],
  ['リモート デスクトップ サービス', 'TermService'],
  ['remote desktop configuration', 'SessionEnv'],
  ['remotedesktopkonfiguration', 'SessionEnv'],
  ['remote desktop services usermode port redirector', 'UmRdpService'],
  ['remote desktop gateway', 'TSGateway'],
  ['remote desktop connection broker', 'Tssdis'],
  ['remote desktop licensing', 'TermServLicensing'],
  ['remote procedure call (rpc)', 'RpcSs'],
  ['cng key isolation', 'KeyIso'],
  ['cryptographic services', 'CryptSvc'],
  ['workstation', 'LanmanWorkstation'],
  ['network store interface service', 'nsi'],
  ['network location awareness', 'NlaSvc'],
  ['windows firewall', 'MpsSvc'],
  ['windows defender firewall', 'MpsSvc'],
  ['base filtering engine', 'BFE'],
  ['user profile service', 'ProfSvc'],
  ['group policy client', 'gpsvc'],
  ['local session manager', 'LSM'],
  ['app readiness', 'AppReadiness'],
  ['windows time', 'W32Time'],
]);
