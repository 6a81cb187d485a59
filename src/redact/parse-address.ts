/** The four octets of an address of version 4, or undefined. */
export function parseV4(text: string): readonly number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet < 256) ? octets : undefined;
}

/** The sixteen octets of an address of version 6 without a zone, or undefined. */
export function parseV6(text: string): readonly number[] | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const front = groups(head, tail === undefined);
  const back = tail === undefined ? [] : groups(tail, true);
  if (!front || !back) return undefined;
  const missing = 16 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back];
}

/** Cuts the zone off an address of version 6; only a number tells nothing of whom. */
export function splitZone(text: string): { readonly address: string; readonly zone: string } {
  const [, address = text, zone = ''] = /^([^%]*)(%.*)?$/s.exec(text) ?? [];
  return { address, zone: /^%\d*$/.test(zone) ? zone : '' };
}

/** One spelling for all of an address: `10.0.0.01`, `2001:DB8:0:0:0:0:0:1`; undefined where the text is none. */
export function plainAddress(text: string): string | undefined {
  const four = parseV4(text);
  if (four) return four.join('.');
  const { address, zone } = splitZone(text);
  const six = parseV6(address);
  return six && `${formatV6(six, address.includes('.'))}${zone}`;
}

/** The octets of groups between colons; at the end of the address they may be an address of version 4. */
function groups(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const four = isEnd && i === parts.length - 1 ? parseV4(part) : undefined;
    if (four) octets.push(...four);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const group = Number.parseInt(part, 16);
      octets.push(group >> 8, group & 255);
    } else return undefined;
  }
  return octets;
}

/** Writes an address as RFC 5952 has it: lower case, the longest run of zero groups left out. */
export function formatV6(octets: readonly number[], withV4: boolean): string {
  const all = Array.from({ length: 8 }, (_, i) => ((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0));
  const own = withV4 ? all.slice(0, 6) : all;
  const end = withV4 ? [octets.slice(12).join('.')] : [];
  const run = longestZeros(own);
  const hex = (from: number, to?: number): string[] => own.slice(from, to).map((group) => group.toString(16));
  if (run.length < 2) return [...hex(0), ...end].join(':');
  return `${hex(0, run.from).join(':')}::${[...hex(run.from + run.length), ...end].join(':')}`;
}

function longestZeros(own: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < own.length; from++) {
    let length = 0;
    while (own[from + length] === 0) length++;
    if (length > best.length) best = { from, length };
  }
  return best;
}
