/** XPath may have 20 expressions (learn.microsoft.com, Consuming Events); one is for what a query is narrowed by. */
const MOST_TERMS = 19;
/** Farther than any two ids, which have 16 bits. */
const FAR = 65_536;

/** Ids from one to another, both included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the XPath that asks for these event ids; a few more are asked for where the terms would be too many.
 *
 * @param flooding Ids with so many records that they are asked for only where nothing else makes the terms few enough.
 */
export function queryOf(ids: readonly number[], flooding: readonly number[] = []): string {
  const single = [...new Set(ids)].sort((a, b) => a - b).map((id) => ({ from: id, to: id }));
  const spans = joinUntilFew(single, flooding);
  return `*[System[(${spans.map(term).join(' or ')})]]`;
}

/** The same query, of records behind an id. */
export const queryBehind = (query: string, recordId: number): string =>
  narrowed(query, `EventRecordID > ${recordId}`);

/** The same query, of records that are no older than so many milliseconds. */
export const querySince = (query: string, milliseconds: number): string =>
  narrowed(query, `TimeCreated[timediff(@SystemTime) <= ${milliseconds}]`);

function narrowed(query: string, condition: string): string {
  if (query === '*') return `*[System[${condition}]]`;
  return query.replace(/\]\]$/, ` and ${condition}]]`);
}

const term = ({ from, to }: Span): string =>
  from === to ? `EventID=${from}` : `(EventID >= ${from} and EventID <= ${to})`;

const cost = ({ from, to }: Span): number => (from === to ? 1 : 2);
const total = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + cost(span), 0);

/** Joins the nearest neighbours where that saves a term, until they are few enough; what floods lies far between. */
function joinUntilFew(spans: readonly Span[], flooding: readonly number[]): readonly Span[] {
  if (total(spans) <= MOST_TERMS) return spans;
  const pairs = spans.flatMap((left, i) => {
    const right = spans[i + 1];
    if (!right) return [];
    const gap = right.from - left.to;
    const floods = flooding.some((id) => id > left.to && id < right.from);
    // Two single ids make a span of as many terms: that is only worth it where nothing lies between.
    const saves = gap === 1 || total([left, right]) > 2;
    const reach = gap + (saves ? 0 : FAR) + (floods ? 2 * FAR : 0);
    return [{ i, reach, joined: { from: left.from, to: right.to } }];
  });
  const nearest = pairs.sort((a, b) => a.reach - b.reach)[0];
  if (!nearest) return spans;
  const joined = [...spans.slice(0, nearest.i), nearest.joined, ...spans.slice(nearest.i + 2)];
  return joinUntilFew(joined, flooding);
}
