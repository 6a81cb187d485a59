import type { Random } from './random.ts';

/** The server marks the ids it makes for a TCP connection like this, and those of listener work with F462. */
const CONNECTION_MARK = 'f420';
const LISTENER_MARK = 'f462';

/** What a field of type GUID holds when there is none. */
export const NO_GUID = '00000000-0000-0000-0000-000000000000';

/** A random GUID of version 4. */
export const randomGuid = (random: Random): string => guid(random, random.hex(4), random.hex(4));

/** The ActivityID of an accepted TCP connection. */
export const connectionActivity = (random: Random): string => guid(random, CONNECTION_MARK, '0000');

/** The ActivityID of the listener's own work. */
export const listenerActivity = (random: Random): string => guid(random, LISTENER_MARK, '0000');

/** An id made by a client; its first byte must be neither 00 nor F4, [MS-RDPBCGR] 2.2.1.1.2. */
export const clientActivity = (random: Random): string =>
  guid(random, `${random.pick(['1', '2', '5', '7', '9', 'b', 'd'])}${random.hex(3)}`, '0000');

/** lsass has one id per boot, made of the boot's time. */
export function lsassActivity(bootTime: number): string {
  const FILETIME_EPOCH = 11_644_473_600_000_000n;
  const ticks = ((BigInt(bootTime) + FILETIME_EPOCH) * 10n).toString(16).padStart(16, '0');
  const bytes = ticks.match(/../g)?.toReversed() ?? [];
  const low = ticks.slice(8);
  return `${low}-${ticks.slice(4, 8)}-0000-${bytes.slice(0, 2).join('')}-${bytes.slice(2).join('')}`;
}

function guid(random: Random, first: string, last: string): string {
  const variant = random.pick(['8', '9', 'a', 'b']);
  const text = `${first}${random.hex(4)}-${random.hex(4)}-4${random.hex(3)}-${variant}${random.hex(3)}-${random.hex(8)}${last}`;
  return text.toUpperCase();
}
