import { groupBy } from '../model/group-by.ts';
import { clientReasons } from './client-reasons.ts';
import { disconnectReasons } from './disconnect-reasons.ts';
import { errorInfo } from './error-info.ts';
import { extendedReasons } from './extended-reasons.ts';
import type { CodeFamily, CodeMeaning } from './code-meaning.ts';
import { families } from './families.ts';
import { familiesOfFact } from './fields.ts';
import { gatewayReasons } from './gateway-reasons.ts';
import { gatewayResults } from './gateway-results.ts';
import { hresultCodes } from './hresult.ts';
import { kerberosCodes } from './kerberos.ts';
import { ntstatusCodes } from './ntstatus.ts';
import { policyServerReasons } from './policy-server-reasons.ts';
import { rdpReasons } from './rdp-reasons.ts';
import { tlsCodes } from './tls.ts';
import { win32Codes } from './win32.ts';

/** Everything the dictionary knows, family by family. */
export const allCodes: readonly CodeMeaning[] = [
  ...disconnectReasons,
  ...clientReasons,
  ...gatewayReasons,
  ...extendedReasons,
  ...errorInfo,
  ...rdpReasons,
  ...ntstatusCodes,
  ...hresultCodes,
  ...win32Codes,
  ...gatewayResults,
  ...policyServerReasons,
  ...kerberosCodes,
  ...tlsCodes,
];

const byCode: ReadonlyMap<number, readonly CodeMeaning[]> = groupBy(allCodes, ({ code }) => code);
const byName: ReadonlyMap<string, readonly CodeMeaning[]> = groupBy(
  allCodes.filter(({ name }) => name !== ''),
  ({ name }) => name.toLowerCase(),
);

/** What a number means in a family, or undefined. Wrapped Win32 and NTSTATUS codes are unwrapped. */
export function describeCode(family: CodeFamily, code: number): CodeMeaning | undefined {
  const unsigned = code >>> 0;
  const known = byCode.get(unsigned)?.find((meaning) => meaning.family === family);
  return known ?? (family === 'hresult' ? unwrap(unsigned) : undefined);
}

/** What the number in an event's fact means: 7 in LSM 40 is not 7 in a TLS alert. */
export function describeFact(
  { provider, eventId }: { readonly provider: string; readonly eventId: number },
  fact: string,
  code: number,
): CodeMeaning | undefined {
  for (const family of familiesOfFact(provider, eventId, fact)) {
    const meaning = describeCode(family, code);
    if (meaning) return meaning;
  }
  return undefined;
}

/** Every meaning of a number, one or more for each family that knows it. */
export function meaningsOf(code: number): readonly CodeMeaning[] {
  const unsigned = code >>> 0;
  const known = byCode.get(unsigned) ?? [];
  const wrapped = known.some(({ family }) => family === 'hresult') ? undefined : unwrap(unsigned);
  return wrapped ? [...known, wrapped] : known;
}

/** The codes that bear a published name, such as STATUS_LOGON_FAILURE; upper or lower case. */
export const meaningsOfName = (name: string): readonly CodeMeaning[] => byName.get(name.toLowerCase()) ?? [];

/** A number as its family writes it: `0x904`, `40`. */
export const formatCode = (family: CodeFamily, code: number): string =>
  families[family].base === 'hex' ? hex(code) : String(code >>> 0);

export const hex = (code: number): string => `0x${(code >>> 0).toString(16).toUpperCase()}`;

const WRAPPED_WIN32 = 0x80070000;
/** HRESULT_FROM_NT sets this bit. */
const WRAPPED_NTSTATUS = 0x10000000;

function unwrap(code: number): CodeMeaning | undefined {
  const inner =
    (code & 0xffff0000) >>> 0 === WRAPPED_WIN32
      ? find('win32', code & 0xffff)
      : code >>> 28 === 0xd
        ? find('ntstatus', (code & ~WRAPPED_NTSTATUS) >>> 0)
        : undefined;
  if (!inner) return undefined;
  return {
    ...inner,
    family: 'hresult',
    code,
    note: `wraps ${formatCode(inner.family, inner.code)}, ${families[inner.family].title}`,
  };
}

const find = (family: CodeFamily, code: number): CodeMeaning | undefined =>
  byCode.get(code)?.find((meaning) => meaning.family === family);
