import { describe, expect, test } from 'vitest';
import { runProcess } from '../../src/input/run-process.ts';

const node = (script: string, timeoutMs?: number): ReturnType<typeof runProcess> =>
  runProcess(process.execPath, ['-e', script], timeoutMs === undefined ? {} : { timeoutMs });

describe('running a program', () => {
  test('gives its exit code and what it wrote, byte for byte', async () => {
    const { code, stdout, stderr } = await node(
      'process.stdout.write(Buffer.from([0xff, 0xfe, 0x41, 0])); process.stderr.write("no"); process.exitCode = 5',
    );
    expect([code, [...stdout], Buffer.from(stderr).toString()]).toEqual([5, [0xff, 0xfe, 0x41, 0], 'no']);
  });

  test('ends one that hangs', async () => {
    const begun = performance.now();
    expect((await node('setInterval(() => {}, 1000)', 300)).code).toBe(-1);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('says so where there is no such program', async () => {
    expect((await runProcess('/no/such/program', [])).code).toBe(-1);
  });
});
