/**
 * Characters that do something to a terminal instead of being shown: controls (escape sequences begin with one),
 * marks that turn the direction of text, line separators, and halves of a surrogate pair.
 */
const unsafe =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Makes text from a log safe to print: what would act is shown as its code. */
export function plainText(text: string): string {
  return text.replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for a text of several lines that are its own. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n');
