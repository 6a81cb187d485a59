import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/0x904-unreadable-key';

describe('rdpwhy pack', () => {
  let folder = '';
  folderForAll((made) => (folder = made));
  const at = (name: string): string => path.join(folder, name);
  const json = (...args: string[]): Report => JSON.parse(rdpwhy(...args, '--json').stdout) as Report;

  test('makes what analyze comes to the same verdict with, the stated symptom included', () => {
    const stated = ['--code', '0x904/0x7', '--user', 'alice'];
    const made = rdpwhy('pack', sample, '-o', at('case.zip'), ...stated);
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain('Nothing in it is redacted');
    const [sent, got] = [json(sample, ...stated), json(at('case.zip'))];
    expect(got.summary).toEqual(sent.summary);
    expect(got.symptom).toEqual(sent.symptom);
    expect(got.causes.map(({ cause, confidence }) => [cause, confidence])).toEqual(
      sent.causes.map(({ cause, confidence }) => [cause, confidence]),
    );
    expect(rdpwhy(at('case.zip')).stdout).toMatch(/stated\s+by\s+its\s+sender/);
    // Who states something else is answered on that.
    expect(json(at('case.zip'), '--user', 'nobody-known').symptom?.user).toBe('nobody-known');
  });

  test('works for timeline and diff too', () => {
    rdpwhy('pack', sample, '-o', at('case.zip'));
    expect(rdpwhy('timeline', at('case.zip')).stdout).toContain('RDS01');
    expect(rdpwhy('diff', at('case.zip')).status).toBe(0);
  });

  test('with a private mapping can be revealed', () => {
    const made = rdpwhy('pack', sample, '-o', at('private.zip'), '--redact-map', at('private.json'));
    expect([made.status, made.stdout.includes('Nothing in it is redacted')]).toEqual([0, false]);
    expect(rdpwhy(at('private.zip')).stdout).not.toContain('RDS01');
    expect(readFileSync(at('private.json'), 'utf8')).toContain('RDS01');
  });

  test.each([
    ['no output', [sample], /required option '-o, --output/],
    ['standard input', ['-', '-o', 'x.zip'], /cannot be packed/],
  ])('tells a mistake: %s', (_, args, words) => {
    const { status, stderr } = rdpwhy('pack', ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(words);
    expect(existsSync('x.zip')).toBe(false);
  });

  test('packs what can be read of the inputs, and says which cannot', () => {
    const { status, stderr } = rdpwhy('pack', sample, 'no-such-folder', '-o', at('part.zip'));
    expect(status).toBe(3);
    expect(stderr).toContain('no-such-folder');
    expect(json(at('part.zip')).summary.outcome).toBe('failures-explained');
  });
});
