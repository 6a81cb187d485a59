import { sha256 } from '@noble/hashes/sha2.js';
import { html, type Markup } from './markup.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** Links to the parts of the page: id and words. */
  readonly parts: readonly (readonly [id: string, words: string])[];
  /** What it is and on whom, for the line at the top. */
  readonly about: string;
  readonly body: Iterable<Markup>;
  readonly foot: Markup;
}

/**
 * Writes a page that needs nothing but itself: no address is asked for anything, and nothing runs or paints that is not
 * ours, by its hash.
 */
export function* pagePieces({ title, parts, about, body, foot }: Page): Generator<string, void, undefined> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">\n`;
  yield html`<title>${title}</title> `.markup;
  yield `<style>${style}</style>\n</head>\n<body>\n`;
  yield html`<a class="skip" href="#main">Skip to the answer</a>
    <header class="top">
      <div class="wide">
        <p class="brand"><strong>rdpwhy</strong> <span>${about}</span></p>
        <nav aria-label="Parts of this report">
          <ul>
            ${parts.map(([id, words]) => html`<li><a href="#${id}">${words}</a></li>`)}
          </ul>
        </nav>
      </div>
    </header> `.markup;
  yield '<main id="main" class="wide" tabindex="-1">\n';
  for (const piece of body) yield piece.markup;
  yield '</main>\n';
  yield html`<footer class="wide">${foot}</footer> `.markup;
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

const policy = (): string =>
  [
    `default-src 'none'`,
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

const hashOf = (text: string): string =>
  `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`;
