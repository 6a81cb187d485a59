import { plainText } from '../plain-text.ts';

/** Text that is HTML already; only this file makes it. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped; lists are joined; nothing is left out. */
type Part = Markup | string | number | undefined | false | readonly Part[];

/**
 * The one way to HTML: what stands in the template is trusted, what is put into it never is. Characters that would act
 * on a reader, such as turns of direction, are shown as their codes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const fixed = tidy(strings);
  let markup = fixed[0] ?? '';
  for (const [i, part] of parts.entries()) markup += write(part) + (fixed[i + 1] ?? '');
  return { markup };
}

/** Markup that is no whole element, such as the beginning of one: a constant, nothing can be put into it. */
export const raw = ([markup = '']: TemplateStringsArray): Markup => ({ markup });

/** A text whose lines are its own, for where they are kept. */
export const linesOf = (text: string): Markup => ({
  markup: text.split(/\r?\n/).map(escapeText).join('\n'),
});

/** Templates are laid out for those who read the source; the page has no need of their indentation. */
function tidy(strings: TemplateStringsArray): readonly string[] {
  const known = tidied.get(strings);
  if (known) return known;
  const tidy = strings.map((text) => text.replace(/\s+/g, ' '));
  tidied.set(strings, tidy);
  return tidy;
}
const tidied = new WeakMap<TemplateStringsArray, readonly string[]>();

function write(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(write).join('');
}

const codes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => plainText(text).replace(/[&<>"']/g, (one) => codes[one] ?? '');

/** A text whose line breaks and runs of spaces mean nothing, as in the patterns' prose. */
export const prose = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A text that becomes a sentence: with its full stop, where it has none. */
export const sentence = (text: string): string => {
  const said = prose(text);
  return /[.!?:…]$/.test(said) ? said : `${said}.`;
};
