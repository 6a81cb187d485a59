import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's browser; .ci/run installs it. */
const PROGRAM = process.env['RDPWHY_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser to test in; on a build server there must be. */
export const hasChromium: boolean = existsSync(PROGRAM);

/** Says why tests in a browser are left out, where a person looks for it. */
export const withoutChromium = `${PROGRAM} is not there: NOTHING is tested in a browser`;

/** Starts the browser so that it asks nobody for anything. */
export const launch = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A page that is open, with what it did that it must not do. */
export interface Opened {
  readonly page: Page;
  /** Requests other than for the file itself, errors, and what its policy forbade. */
  readonly offences: string[];
}

/** Opens a file as somebody would who got it by mail. */
export async function open(browser: Browser, url: string, withScript: boolean): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    javaScriptEnabled: withScript,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(String(error)));
  page.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.route('**', async (route) => {
    const asked = route.request().url();
    if (asked === url) return route.continue();
    offences.push(`asked for ${asked}`);
    return route.abort();
  });
  await page.goto(url);
  return { page, offences };
}
