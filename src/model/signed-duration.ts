/** A difference of times in microseconds as people say it, with its sign: `+7 min 02 s`. */
export function signedDuration(micros: number): string {
  const seconds = Math.round(Math.abs(micros) / 1_000_000);
  const sign = micros < 0 ? '-' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return `${sign}${days} d ${two(hours)} h ${two(minutes)} min`;
  if (hours > 0) return `${sign}${hours} h ${two(minutes)} min ${two(seconds % 60)} s`;
  return minutes > 0 ? `${sign}${minutes} min ${two(seconds % 60)} s` : `${sign}${seconds} s`;
}
