import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { compareReports } from '../../src/diff.ts';
import type { Report } from '../../src/model/report.ts';
import { renderDiffHtml } from '../../src/report/diff-html.ts';
import { renderHtml } from '../../src/report/html.ts';
import { reportWith } from '../report/sample-report.ts';
import { floodReport, SCANS } from '../support/flood.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { hasChromium, launch, open, withoutChromium } from './chromium.ts';

const CORPUS = '../shared/corpus/server-2012r2';

const widths = [400, 1400] as const;
const schemes = ['light', 'dark'] as const;

const samples = readdirSync('samples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const reportOf = async (folder: string): Promise<Report> =>
  (await analyze([folder], { packs: [loadPatterns()] })).report;

test.runIf(!hasChromium)(withoutChromium, () => {
  expect(process.env['CI'], withoutChromium).toBeUndefined();
});

describe.skipIf(!hasChromium)('HTML in a browser', () => {
  let browser: Browser;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'html-'));
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, pieces: Iterable<string>): { readonly url: string; readonly size: number } => {
    const file = path.join(folder, `${name}.html`);
    const text = [...pieces].join('');
    writeFileSync(file, text);
    return { url: pathToFileURL(file).href, size: Buffer.byteLength(text) };
  };
  const visit = async (
    url: string,
    withScript: boolean,
    then: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const { page, offences } = await open(browser, url, withScript);
    await then(page);
    expect(offences).toEqual([]);
    await page.context().close();
  };

  /** Everything that must hold of every page. */
  const holds = async (url: string, headline: string): Promise<void> => {
    await visit(url, true, async (page) => {
      expect(await page.locator('h1').innerText()).toBe(headline);
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
      await holdsAtAllLooks(page);
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
      await holdsAtAllLooks(page);
      // Each width and each scheme once.
      for (const [i, colorScheme] of schemes.entries()) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: widths[i] ?? 400, height: 900 });
        expect(await seriousFindings(page), colorScheme).toEqual([]);
      }
    });
    await visit(url, false, async (page) => {
      expect(await page.locator('h1').innerText()).toBe(headline);
      expect(await page.locator('.copy:visible, .controls:visible').count()).toBe(0);
      await holdsAtAllLooks(page);
    });
  };

  test.each(samples)('%s', async (name) => {
    const report = await reportOf(`samples/${name}`);
    await holds(write(name, renderHtml(report)).url, report.summary.headline);
  });

  test.each(['wrong-password-nla-win10', '0x904-unreadable-key'])(
    'what parts the sides of %s',
    async (name) => {
      const report = await reportOf(`samples/${name}`);
      const side = (outcome: 'worked' | 'failed') => ({ source: name, selector: { outcome } });
      const diff = compareReports(report, report, { good: side('worked'), bad: side('failed') });
      await holds(write(`diff-${name}`, renderDiffHtml(diff)).url, diff.headline);
    },
  );

  test.skipIf(!existsSync(CORPUS))('server-2012r2 of the corpus, below 2 MB', async () => {
    const report = await reportOf(CORPUS);
    const { url, size } = write('server-2012r2', renderHtml(report));
    expect(size).toBeLessThan(2_000_000);
    await holds(url, report.summary.headline);
  });

  test('nothing that logs say acts', async () => {
    const { url } = write('hostile', renderHtml(reportWith()));
    for (const withScript of [true, false]) {
      await visit(url, withScript, async (page) => {
        expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
        expect(await page.locator('script').count()).toBe(1);
      });
    }
  });

  test('100,000 attempts are small and at hand at once', async () => {
    const few = write('few', renderHtml(await reportOf('samples/healthy-day')));
    const { url, size } = write('flood', renderHtml(floodReport()));
    expect(size).toBeLessThan(5_000_000);
    let usual = 0;
    await visit(few.url, true, async (page) => {
      usual = await timeToInteractive(page);
    });
    await visit(url, true, async (page) => {
      const ready = await page.evaluate<number>(
        `performance.getEntriesByType('navigation')[0].domInteractive`,
      );
      const started = performance.now();
      await page.getByRole('searchbox').fill('carla');
      await page.getByRole('button', { name: 'Closer' }).click();
      const acted = performance.now() - started;
      process.stdout.write(
        `a page of ${SCANS} attempts: ${size} bytes, interactive in ${Math.round(ready)} ms (one of 6: ${Math.round(usual)} ms), filtered and zoomed in ${Math.round(acted)} ms\n`,
      );
      expect(await page.locator('tr[data-row]:visible').count()).toBe(1);
      expect(await overflow(page)).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
    });
  }, 180_000);

  test('scripts zoom, filter, open what a link leads to, and put back what they opened to print', async () => {
    const report = await reportOf('samples/license-cal-type');
    const { url } = write('acts', renderHtml(report));
    await visit(url, true, async (page) => {
      const wide = () =>
        page.evaluate<number>(`document.querySelector('.plot-svg').getBoundingClientRect().width`);
      const before = await wide();
      await page.getByRole('button', { name: 'Closer' }).click();
      expect((await wide()) / before).toBeCloseTo(2);
      await page.getByRole('button', { name: 'All' }).click();
      expect(await wide()).toBe(before);

      await page.getByRole('checkbox', { name: 'worked' }).uncheck();
      expect(await page.locator('.bar:visible').count()).toBe(report.summary.attempts.failed);
      expect(await page.locator('output').innerText()).toBe('4 of 5 shown');
      await page.getByRole('checkbox', { name: 'worked' }).check();

      const row = page.locator('tr[data-row] a').last();
      await row.click();
      expect(await page.locator('.story[open]').count()).toBe(1);
      const opened = (): Promise<number> => page.locator('details[open]').count();
      const openNow = await opened();
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await page.locator('.cause:not([open]), .cause details:not([open])').count()).toBe(0);
      await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
      expect(await opened()).toBe(openNow);
    });
  });

  test('what a script would open opens by itself where there is none', async () => {
    const { url } = write('plain', renderHtml(await reportOf('samples/license-cal-type')));
    await visit(url, false, async (page) => {
      await page.locator('tr[data-row] a').last().click();
      expect(await page.locator('.story-body:visible').count()).toBe(1);
    });
  });

  test('a keyboard gets everywhere, and it shows where it is', async () => {
    const { url } = write('keys', renderHtml(await reportOf('samples/0x904-unreadable-key')));
    await visit(url, true, async (page) => {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toMatchObject({ text: 'Skip to the answer', isOutlined: true });
      const seen = new Set<string>();
      for (let i = 0; i < 100; i++) {
        await page.keyboard.press('Tab');
        const { tag, text, isOutlined } = await focused(page);
        // After the last it begins anew.
        if (tag === 'BODY') break;
        expect(isOutlined, text).toBe(true);
        seen.add(text);
      }
      for (const name of ['Causes', 'Copy', 'Closer']) expect([...seen]).toContain(name);
    });
  });
});

/** The page never scrolls sideways; tables and pictures do so within themselves. */
async function holdsAtAllLooks(page: Page): Promise<void> {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await overflow(page), `${width} ${colorScheme}`).toBe(0);
    }
  }
}

const timeToInteractive = async (page: Page): Promise<number> =>
  page.evaluate<number>(`performance.getEntriesByType('navigation')[0].domInteractive`);

const overflow = async (page: Page): Promise<number> =>
  page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core finds that keeps people out. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  const findings = await page.evaluate<readonly Finding[]>(`(async () => {
    ${axe.source};
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations;
  })()`);
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

interface Focused {
  readonly tag: string;
  readonly text: string;
  readonly isOutlined: boolean;
}

const focused = async (page: Page): Promise<Focused> =>
  page.evaluate<Focused>(`(() => {
    const { tagName, textContent } = document.activeElement;
    const isOutlined = getComputedStyle(document.activeElement).outlineStyle !== 'none';
    return { tag: tagName, text: textContent.trim(), isOutlined };
  })()`);
