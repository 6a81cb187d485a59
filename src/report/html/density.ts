import { FINE } from './lanes.ts';

/** So many columns a picture of density has. */
const COLUMNS = 200;

/** Draws columns as high as there are many at a place, in a row of that height; places are from 0 to 100. */
export function densityPath(places: readonly number[], height: number): string {
  const columns = new Map<number, number>();
  for (const place of places) {
    const column = Math.min(COLUMNS - 1, Math.floor((place / 100) * COLUMNS));
    columns.set(column, (columns.get(column) ?? 0) + 1);
  }
  const most = [...columns.values()].reduce((a, b) => Math.max(a, b), 1);
  const width = FINE / COLUMNS;
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([column, many]) => {
      // A single one must still be seen.
      const high = Math.max(3, Math.round((many / most) * (height - 4)));
      return `M${column * width + width * 0.1} ${height - 2}v-${high}h${width * 0.8}v${high}z`;
    })
    .join('');
}

/** Where some of many are listed, the first and the latest are: what lies between them is not empty. */
export function unlistedGap(
  places: readonly number[],
): { readonly from: number; readonly to: number } | undefined {
  const sorted = places.toSorted((a, b) => a - b);
  let widest = { from: 0, to: 0 };
  for (const [i, to] of sorted.entries()) {
    const from = sorted[i - 1] ?? to;
    if (to - from > widest.to - widest.from) widest = { from, to };
  }
  return widest.to - widest.from > 1 ? widest : undefined;
}
