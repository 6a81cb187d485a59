/** A JSON object; its names are those of strangers, __proto__ among them, so that it is read by `memberOf` alone. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const loweredNames = new WeakMap<JsonObject, ReadonlyMap<string, unknown>>();

/** Members by their names in lower case; of names that differ in case alone the first counts. */
export function membersOf(object: JsonObject): ReadonlyMap<string, unknown> {
  const known = loweredNames.get(object);
  if (known !== undefined) return known;
  const members = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    const lower = name.toLowerCase();
    if (!members.has(lower)) members.set(lower, value);
  }
  loweredNames.set(object, members);
  return members;
}

/**
 * The value at a path of names in lower case, such as winlog.event_id; a name may itself hold the dots, as in the `fields` of
 * Elasticsearch, where every value is in a list.
 */
export function valueAt(value: unknown, path: string): unknown {
  if (!isObject(value)) return undefined;
  const members = membersOf(value);
  const whole = members.get(path);
  if (whole !== undefined) return Array.isArray(whole) && whole.length === 1 ? (whole[0] as unknown) : whole;
  const dot = path.indexOf('.');
  return dot === -1 ? undefined : valueAt(members.get(path.slice(0, dot)), path.slice(dot + 1));
}

/** The value at the first of the paths that has one; null and '' are none. */
export function firstAt(value: unknown, paths: readonly string[]): unknown {
  for (const path of paths) {
    const found = valueAt(value, path);
    if (found !== undefined && found !== null && found !== '') return found;
  }
  return undefined;
}

/** How many names stand in a value, at all levels. */
export function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  return inner.reduce<number>((sum, one) => sum + countNames(one), Array.isArray(value) ? 0 : inner.length);
}

/** A value that nests deeper is none that anybody writes of an event. */
export const MAX_NESTING = 100;

/** Parses JSON; undefined where it is none, or nests deeper than what is walked through. */
export function parseJson(text: string): unknown {
  if (nestingOf(text) > MAX_NESTING) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function nestingOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark === '"') isText = !isText;
    else if (isText && mark === '\\') at++;
    else if (!isText && (mark === '{' || mark === '[')) most = Math.max(most, ++depth);
    else if (!isText && (mark === '}' || mark === ']')) depth--;
  }
  return most;
}

/** A scalar as text; '' for what is none. Numbers beyond what JSON carries exactly come out as the nearest. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : '';
  return typeof value === 'boolean' ? String(value) : '';
}

/** A whole number without exponent. */
const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);

/** A whole number from 0 on, of digits or hex after 0x; undefined for anything else. */
export function wholeNumber(value: unknown): number | undefined {
  const text = scalarText(value).trim();
  if (!/^(?:\d{1,20}|0x[\da-f]{1,16})$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}
