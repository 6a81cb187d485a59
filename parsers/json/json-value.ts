/** A JSON object; its names are those of strangers, __proto__ among them, so that it is read by `memberOf` alone. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The names of an object, as they are found and as they stand. */
interface Shape {
  readonly names: ReadonlyMap<string, string>;
  /** A name holds dots, so that it may be a path. */
  readonly hasDots: boolean;
}

/** The objects of one writer have few different sets of names. */
const shapes = new Map<string, Shape>();
const MAX_SHAPES = 4096;
const MAX_SHAPE_LENGTH = 2048;

function shapeOf(object: JsonObject): Shape {
  const own = Object.keys(object);
  const key = own.join('\n');
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  for (const name of own) {
    const lower = name.toLowerCase();
    if (!names.has(lower)) names.set(lower, name);
  }
  const shape = { names, hasDots: key.includes('.') };
  if (key.length <= MAX_SHAPE_LENGTH) {
    if (shapes.size >= MAX_SHAPES) shapes.clear();
    shapes.set(key, shape);
  }
  return shape;
}

/** An event is asked for many values of the same few objects. */
const RECENT = 8;
const recentObjects: (JsonObject | undefined)[] = Array.from({ length: RECENT });
const recentShapes: (Shape | undefined)[] = Array.from({ length: RECENT });
let next = 0;

function recentShape(object: JsonObject): Shape {
  const at = recentObjects.indexOf(object);
  const known = at === -1 ? undefined : recentShapes[at];
  if (known !== undefined) return known;
  const shape = shapeOf(object);
  next = (next + 1) % RECENT;
  recentObjects[next] = object;
  recentShapes[next] = shape;
  return shape;
}

/** The member of a name in lower case; of names that differ in case alone the first counts. */
export function memberOf(object: JsonObject, lower: string): unknown {
  const name = recentShape(object).names.get(lower);
  return name === undefined ? undefined : object[name];
}

/** Members by their names in lower case. */
export function membersOf(object: JsonObject): readonly (readonly [lower: string, value: unknown])[] {
  return [...recentShape(object).names].map(([lower, name]) => [lower, object[name]]);
}

const pathParts = new Map<string, readonly string[]>();

function partsOf(path: string): readonly string[] {
  const known = pathParts.get(path);
  if (known !== undefined) return known;
  const parts = path.split('.');
  pathParts.set(path, parts);
  return parts;
}

/**
 * The value at a path of names in lower case, such as winlog.event_id; a name may itself hold the dots, as in the `fields` of
 * Elasticsearch, where every value is in a list.
 */
export function valueAt(value: unknown, path: string): unknown {
  return valueBelow(value, partsOf(path), 0);
}

function valueBelow(value: unknown, parts: readonly string[], from: number): unknown {
  if (!isObject(value)) return undefined;
  const shape = recentShape(value);
  if (from === parts.length - 1 || shape.hasDots) {
    const whole = shape.names.get(
      from === parts.length - 1 ? (parts[from] ?? '') : parts.slice(from).join('.'),
    );
    const found = whole === undefined ? undefined : value[whole];
    if (found !== undefined) return onlyOf(found);
  }
  if (from === parts.length - 1) return undefined;
  const name = shape.names.get(parts[from] ?? '');
  return name === undefined ? undefined : valueBelow(onlyOf(value[name]), parts, from + 1);
}

/** The one value of a list of one: xml2js makes such of every element. */
export const onlyOf = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

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
