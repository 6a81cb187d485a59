import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const script = `
const module = require('node:module');
const load = module._load;
const packages = new Set();
module._load = (name, ...rest) => {
  if (/^[^./]/.test(name) && !module.isBuiltin(name)) packages.add(name.split('/')[0]);
  return load(name, ...rest);
};
process.on('exit', () => process.stderr.write(JSON.stringify([...packages])));
process.argv = [process.execPath, 'rdpwhy', ...process.argv.slice(1)];
require('./bin/rdpwhy.js');
`;

/** The packages that a command loads. */
function packagesOf(...args: readonly string[]): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, ['-e', script, '--', ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stderr) as readonly string[];
}

// Tables, dates, archives, XML and the like take longer to load than most of what is asked for.
test.each([
  [['--version']],
  [['--help']],
  [['timeline', '--raw', '--quiet', 'samples/wrong-password-nla-2012r2']],
])('%j starts without libraries that it does not need', (args) => {
  expect(packagesOf(...args)).toEqual(['commander']);
});

test('what is asked for loads what it needs', () => {
  expect(packagesOf('analyze', '--no-progress', 'samples/wrong-password-nla-2012r2')).toContain('date-fns');
});
