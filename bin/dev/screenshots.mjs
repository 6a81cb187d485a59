// npm run screenshots: writes the pictures of an HTML report in docs/ anew, from a sample, in Debian's chromium.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root, runNode } from './setup.mjs';

const shots = [
  { file: 'report-light.png', width: 1400, height: 600, colorScheme: 'light' },
  { file: 'report-dark.png', width: 1400, height: 760, colorScheme: 'dark', part: '#timeline' },
  { file: 'report-narrow.png', width: 400, height: 600, colorScheme: 'light' },
];

process.chdir(root);
const folder = mkdtempSync(path.join(tmpdir(), 'screenshots-'));
const report = path.join(folder, 'report.html');
runNode('bin/rdpwhy.js', ['samples/0x904-unreadable-key', '-o', report]);
const browser = await chromium.launch({
  executablePath: process.env.RDPWHY_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-lcd-text'],
});
for (const { file, width, height, colorScheme, part } of shots) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(pathToFileURL(report).href);
  if (part) await page.locator(part).evaluate((heading) => heading.scrollIntoView());
  await page.screenshot({ path: `docs/${file}` });
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });
