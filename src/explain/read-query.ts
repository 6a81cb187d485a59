import type { CodeFamily } from '../codes/dictionary.ts';

/** A number somebody asked about. */
export interface AskedNumber {
  readonly input: string;
  /** Unsigned, 32 bits. */
  readonly value: number;
  /** What the words before it say it is; empty: anything. */
  readonly families: readonly CodeFamily[];
  /** It was called an event id. */
  readonly asEvent: boolean;
  /** Written as hex: cannot be an event id. */
  readonly hex: boolean;
  /** It was called an event of this provider, which may go by several names in records. */
  readonly providers?: readonly string[];
  /** What the words beside it make of it: a code, or a port, a version, so many of something. */
  readonly role?: 'code' | 'count';
}

export interface Query {
  readonly text: string;
  readonly numbers: readonly AskedNumber[];
  /** Words that are neither numbers nor say what a number is. */
  readonly words: readonly string[];
}

const statuses: readonly CodeFamily[] = ['ntstatus', 'hresult', 'win32', 'kerberos'];

/** The word that, before a number, says which family it is in. */
export const familyWords: Readonly<Record<CodeFamily, string>> = {
  'disconnect-reason': 'disconnect',
  'extended-reason': 'extended',
  'error-info': 'errinfo',
  'session-reason': 'lsm',
  'connection-reason': 'rdpcorets',
  ntstatus: 'ntstatus',
  hresult: 'hresult',
  win32: 'win32',
  kerberos: 'kerberos',
  'tls-alert': 'alert',
  'schannel-state': 'state',
  'logon-type': 'type',
  'policy-server-reason': 'nps',
  'negotiation-failure': 'negotiation',
  'licence-error': 'licence',
  'licence-transition': 'transition',
  'udp-fallback': 'udp',
  'network-detection': 'detection',
  'stack-trace': 'trace',
};

type Kind = readonly CodeFamily[] | 'event';

/** Words that say what the number after them is. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...Object.entries(familyWords).map(([family, word]) => [word, [family as CodeFamily]] as const),
  ['event', 'event'],
  ['eventid', 'event'],
  ['id', 'event'],
  ['reason', ['disconnect-reason', 'extended-reason', 'session-reason', 'connection-reason', 'error-info']],
  ['seterrorinfo', ['error-info']],
  ['status', statuses],
  ['substatus', statuses],
  ['license', ['licence-error']],
]);

/** Words that call the number after them a code, and say no more. */
const callers: ReadonlySet<string> = new Set('error code codes errorcode number value'.split(' '));

/** Words around numbers that say nothing. */
const fillers: ReadonlySet<string> = new Set([
  ...callers,
  ...'and with the tls logon rdp mstsc windows schannel'.split(' '),
]);

/** What may stand between a word that says what a number is, and the number. */
const between: ReadonlySet<string> = new Set('a an by field from in is of on says the was'.split(' '));

/** Takes a question apart into numbers, what they are said to be, and other words. */
export function readQuery(text: string): Query {
  const numbers: AskedNumber[] = [];
  const words: string[] = [];
  let kind: Kind | undefined;
  let kindWord = '';
  const tokens = text
    .split(/[\s,;:/()[\]'"`!?+&=#]+/)
    .map((part) => part.replace(/\.+$/, ''))
    .filter((part) => part !== '');
  // A word that no number came after is asked about itself.
  const leaveKind = (): void => {
    if (kind !== undefined) words.push(kindWord);
    kind = undefined;
  };
  for (const [i, token] of tokens.entries()) {
    const value = readNumber(token);
    const lower = token.toLowerCase();
    if (value !== undefined) {
      const role = kind === undefined ? roleOf(tokens, i) : undefined;
      numbers.push({
        input: token,
        value,
        families: kind === undefined || kind === 'event' ? [] : kind,
        asEvent: kind === 'event',
        hex: /^0x/i.test(token),
        ...(role === undefined ? {} : { role }),
      });
      kind = undefined;
      // The first word of `extended reason 7` says more than the second.
    } else if (kinds.has(lower)) {
      if (kind === undefined) [kind, kindWord] = [kinds.get(lower), token];
    } else if (!fillers.has(lower)) {
      // `disconnect every 5 minutes` gives no disconnect reason.
      if (!between.has(lower)) leaveKind();
      words.push(token);
    }
  }
  leaveKind();
  return { text, numbers, words };
}

/** Whether a word only says what a number is. */
export const isKindWord = (word: string): boolean => kinds.has(word.toLowerCase());

/** Words before a number that is no code, and words after one. */
const counted = {
  before: /^(?:ports?|attempts?|versions?)$/,
  after:
    /^(?:(?:user|person|client|computer|server|monitor|screen|session|connection|attempt|time|day|week|hour|minute|second|benutzer|sitzung|verbindung)s?|people|tries|h|hrs?|mins?|secs?|ms|[kmg]b|bits?|tage?n?|stunden?|minuten?|sekunden?|heures?|jours?|minutos?|horas?|dias?)$/,
};

/** What the words right beside a number make of it: `port 3389`, `5 minutes`, `attempt 1 of 20`, `Windows 11`. */
function roleOf(tokens: readonly string[], at: number): AskedNumber['role'] {
  const word = (step: number): string => tokens[at + step]?.toLowerCase() ?? '';
  const isOf = (step: number): boolean =>
    word(step) === 'of' && [at, at + 2 * step].every((i) => /^\d+$/.test(tokens[i] ?? ''));
  if (callers.has(word(-1))) return 'code';
  const isVersion = /^win(?:dows)?$|^server$/.test(word(-1)) && /^(?:7|8|1[01]|20[0-3]\d)$/.test(word(0));
  const isCount = counted.before.test(word(-1)) || counted.after.test(word(1)) || isOf(1) || isOf(-1);
  return isVersion || isCount ? 'count' : undefined;
}

/** `2308`, `-1073741715`, `0x904`, `0xFFFFFFFFC000006D` and `C000006D`; undefined where it is no 32-bit code. */
function readNumber(token: string): number | undefined {
  // Eight digits that begin like a failure are a status somebody copied without its 0x.
  if (/^[89a-f][0-9a-f]{7}$/i.test(token)) return Number.parseInt(token, 16);
  if (/^0x[0-9a-f]{1,16}$/i.test(token)) {
    const wide = BigInt(token);
    const signExtended = wide >> 31n === 0x1ffffffffn;
    return wide <= 0xffffffffn || signExtended ? Number(BigInt.asUintN(32, wide)) : undefined;
  }
  if (!/^-?\d{1,10}$/.test(token)) return undefined;
  const value = Number(token);
  return value >= -0x80000000 && value <= 0xffffffff ? value >>> 0 : undefined;
}
