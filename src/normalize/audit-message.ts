import type { RawField } from '../../parsers/raw-event.ts';
import { sortOf } from './fields-of-message.ts';

/**
 * Names the values that stand in the message of a refused logon (Security 4625), whose layout is the same in every language
 * (Microsoft's page on the event). Its numbers are: logon type, source port where there is an address, key length; and, in the
 * words below them, which are at times cut off, two types that are common. The account is a word, or lost among these.
 */
export function refusedLogonOfMessage(values: readonly RawField[]): readonly RawField[] {
  const all = values.map(({ value }) => value);
  const codes = all.filter((value) => /^0x[\da-f]{8}$/i.test(value));
  const numbers = all.filter((value) => /^\d+$/.test(value));
  const address = all.find((value) => sortOf(value) === 'address');
  const isWhole = numbers.length === OWN || numbers.length === OWN + COMMON;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['Status', codes[0]],
    ['SubStatus', codes[1]],
    ['LogonType', numbers[0]],
    ['IpAddress', address],
    ['IpPort', address !== undefined && isWhole ? numbers[1] : undefined],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** Logon type, port and key length. */
const OWN = 3;
/** "The most common types are 2 (interactive) and 3 (network)." */
const COMMON = 2;
