import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('the pages made of data are as the data is: npm run docs renews them', () => {
  expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true);
  const { stderr, status } = spawnSync(process.execPath, ['bin/dev/docs/main.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

/** The anchors of a page's headings, as they are shown on the web. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const generated = ['docs/causes.md', 'docs/events.md', 'docs/codes.md', 'docs/updates.md'];
const pages = ['README.md', 'CONTRIBUTING.md', ...generated];
test.each(pages)('every link of %s to a page of ours leads somewhere', (name) => {
  const text = readFileSync(name, 'utf8').replaceAll(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
  const broken = links.filter(([, file = '', anchor]) => {
    const target = file === '' ? name : path.join(path.dirname(name), file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
  expect(links.length).toBeGreaterThan(0);
});

test.each(generated)('no two headings of %s are one', (name) => {
  const text = readFileSync(name, 'utf8');
  expect(anchorsOf(text).size).toBe([...text.matchAll(/^#+ /gm)].length);
});
