import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../../src/diff.ts';
import { renderDiffHtml } from '../../../src/report/diff-html.ts';
import { renderHtml } from '../../../src/report/html.ts';
import type { Report } from '../../../src/model/report.ts';
import { reportWith } from '../sample-report.ts';

const pageOf = (report: Report): string => [...renderHtml(report)].join('');

const diffPageOf = (report: Report): string => {
  const side = { source: report.hosts[0]?.name ?? '', selector: {} };
  return [...renderDiffHtml(compareReports(report, report, { good: side, bad: side }))].join('');
};

/** The elements of a page in their order, each with its attributes. */
const tagsOf = (page: string): readonly { readonly name: string; readonly attributes: string }[] =>
  [...withoutOurs(page).matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = '', attributes = '']) => ({ name, attributes }),
  );
/** Our own style and script are no markup. */
const withoutOurs = (page: string): string => page.replaceAll(/<(style|script)>.*?<\/\1>/gs, '');

const valuesOf = (page: string, attribute: string): readonly string[] =>
  tagsOf(page).flatMap(({ attributes }) =>
    [...attributes.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value),
  );

describe.each([
  ['a report', pageOf],
  ['a comparison', diffPageOf],
])('%s as HTML', (_, render) => {
  const page = render(reportWith());

  test('shows hostile text as what it is', () => {
    expect(page).toContain('\\u001b[31mmallory\\u202e\\u0007');
    expect(page).not.toMatch(/<img|<\/script>(?!\n<\/body>)/);
    // oxlint-disable-next-line no-control-regex
    expect(page.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  test('has no attribute that acts or paints, and asks nobody for anything', () => {
    for (const { name, attributes } of tagsOf(page)) {
      expect(attributes, name).not.toMatch(/\s(?:on\w+|style|src|srcset|action|formaction|background)=/);
      expect(['link', 'img', 'iframe', 'object', 'embed', 'form', 'base']).not.toContain(name);
    }
    for (const href of valuesOf(page, 'href')) expect(href).toMatch(/^#/);
  });

  test('lets only our own style and script count, by their hashes', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const name of ['style', 'script']) {
      const [, text = ''] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(page) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`);
    }
  });

  test('gives each id once, and every link within it a place', () => {
    const ids = valuesOf(page, 'id');
    expect(ids).toEqual([...new Set(ids)]);
    for (const href of valuesOf(page, 'href')) expect(ids).toContain(href.slice(1));
  });

  test('closes what it opens', () => {
    const open: string[] = [];
    const isVoid = /^(?:meta|br|input)$/;
    for (const [tag, close, name = ''] of withoutOurs(page).matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (isVoid.test(name) || tag.endsWith('/>')) continue;
      if (close === '') open.push(name);
      else expect(open.pop(), tag).toBe(name);
    }
    expect(open).toEqual([]);
  });

  test('is the same twice', () => {
    expect(render(reportWith())).toBe(page);
  });
});

describe('a report as HTML', () => {
  test('links to the web only what is an address of it', () => {
    const [cause] = reportWith('alice').causes;
    if (!cause) throw new Error('expected a cause');
    const references = ['javascript:alert(1)', 'data:text/html,x', 'https://example.org/"onclick=x'];
    const page = pageOf({ ...reportWith('alice'), causes: [{ ...cause, references }] });
    expect(valuesOf(page, 'href').filter((href) => !href.startsWith('#'))).toEqual([
      'https://example.org/&quot;onclick=x',
    ]);
  });

  test('says the answer first, then causes, timeline, attempts, coverage, what is not seen, records', () => {
    const page = pageOf(reportWith('alice'));
    const places = [
      '<h1',
      'id="causes"',
      'id="timeline"',
      'id="ladders"',
      'id="coverage"',
      'id="unseen"',
      'id="records"',
    ];
    const found = places.map((place) => page.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  test('leads from evidence to the record, and from the table to the attempt', () => {
    const page = pageOf(reportWith('alice'));
    expect(page).toMatch(/<a class="record" href="#record-1"\s*>/);
    expect(page).toMatch(/<tr id="record-1"/);
    expect(page).toMatch(/<td><a href="#attempt-0123456789abcdef"/);
  });

  test('begins with what was stated', () => {
    const symptom = {
      code: '0x904',
      matched: null,
      cause: null,
      fits: 'no',
      text: 'It is not there',
    } as const;
    const page = pageOf({ ...reportWith('alice'), symptom });
    expect(page.indexOf('It is not there')).toBeLessThan(page.indexOf('<h1'));
  });
});
