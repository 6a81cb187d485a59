const SYSTEM_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/**
 * Reads a SystemTime into whole microseconds since 1970 UTC, or returns undefined. Digits below the microsecond
 * are dropped, not rounded; a time without a zone is UTC, as System/TimeCreated is. Windows puts a T before the clock,
 * python-evtx a space (its test_records.py).
 */
export function readSystemTime(text: string): number | undefined {
  const match = SYSTEM_TIME.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  // Date moves a day that does not exist (30 February) on to one that does; years below 100 it takes for 19xx.
  if (date.getUTCFullYear() !== year || date.getUTCDate() !== day || date.getUTCHours() !== hour)
    return undefined;
  if (date.getUTCMinutes() !== minute) return undefined;
  const zone = (match[8] === '-' ? -1 : 1) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const fraction = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  return date.getTime() * 1000 - zone * 60_000_000 + fraction;
}
