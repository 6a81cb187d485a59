import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, linesOf } from '../../../src/report/html/markup.ts';

describe('html', () => {
  test('lets nothing that is put into it act, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<a title="${text}">${text}</a>`;
        const inner = /^<a title="([^"]*)">([^<]*)<\/a>$/.exec(markup);
        expect(inner?.[1]).toBe(inner?.[2]);
        expect(inner?.[1]).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        // oxlint-disable-next-line no-control-regex
        expect(markup).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
        expect(markup.isWellFormed()).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('takes markup of its own as it is, joins lists and leaves out what is not there', () => {
    const items = ['<b>', 2].map((item) => html`<i>${item}</i>`);
    expect(html`<b>${items}${undefined}${false}</b>`.markup).toBe('<b><i>&lt;b&gt;</i><i>2</i></b>');
  });

  test('keeps the lines of a command, and nothing else that breaks one', () => {
    expect(html`<pre>${linesOf('a <b>\r\nc\u2028d')}</pre>`.markup).toBe('<pre>a &lt;b&gt;\nc\\u2028d</pre>');
  });
});
