/** So many items of a list make a piece: attempts come to some 10 KB each. */
const ITEMS = 50;

/** Renders what `--format json` prints (a report, an explanation, a comparison) as it is, as one text. */
export const renderJson = (value: object): string => [...jsonPieces(value)].join('');

/**
 * Renders it piece by piece: that of a flood is larger than a string can be. Half a surrogate pair, which logs
 * can hold and many JSON readers refuse, becomes U+FFFD; marks that a screen would obey are written as their codes.
 */
export function* jsonPieces(value: object): Generator<string, void, undefined> {
  let separator = '{';
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    yield separator;
    if (Array.isArray(part) && part.length > 0) {
      yield `\n  ${JSON.stringify(name)}: [`;
      yield* listPieces(part);
      yield '\n  ]';
    } else {
      yield stringify({ [name]: part }).slice('{'.length, -'\n}'.length);
    }
    separator = ',';
  }
  yield '\n}\n';
}

function* listPieces(items: readonly unknown[]): Generator<string, void, undefined> {
  for (let i = 0; i < items.length; i += ITEMS) {
    if (i > 0) yield ',';
    // Within two lists, so that the items are indented as they are in the report.
    yield stringify([items.slice(i, i + ITEMS)]).slice('[\n  ['.length, -'\n  ]\n]'.length);
  }
}

/** One value as one line of JSON, fit for a screen too. */
export const jsonLine = (value: object): string => stringify(value, 0);

/** With a function to look at every value it takes twice as long, and hardly any text needs it. */
function stringify(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  return plainJson(text.includes('\\ud') ? JSON.stringify(value, wellFormed, indent) : text);
}

/** The same JSON with all that a screen, or a page's script, would obey written as its code. */
export const plainJson = (json: string): string => json.replace(acting, escaped);

const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

/** What JSON may hold as it is, and acts. */
const acting = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
