/** So many items of a list make a piece: attempts come to some 10 KB each. */
const ITEMS = 50;

/** Renders what `--format json` prints (a report, an explanation, a comparison) as it is, as one text. */
export const renderJson = (value: object): string => [...jsonPieces(value)].join('');

/**
 * Renders it piece by piece: that of a flood is larger than a string can be. Half a surrogate pair, which logs
 * can hold and many JSON readers refuse, becomes U+FFFD.
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

/** With a function to look at every value it takes twice as long, and hardly any text needs it. */
function stringify(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.includes('\\ud') ? JSON.stringify(value, wellFormed, 2) : text;
}

const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;
