import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, createKeeper, piecesOf, type Bytes } from '../../src/input/bytes.ts';
import { filesOf, tarOf, zipOf } from '../support/archives.ts';

const sample = 'samples/0x904-unreadable-key';
let folder = '';
let temporary = '';
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-piped-'));
  temporary = mkdtempSync(path.join(tmpdir(), 'rdpwhy-temporary-'));
});
afterAll(() => {
  for (const one of [folder, temporary]) rmSync(one, { recursive: true });
});

/** Where the program would put files that it needs for a while; Node's own, from 22 on, are not its. */
const env = () => ({
  ...process.env,
  TMPDIR: temporary,
  TEMP: temporary,
  TMP: temporary,
  NODE_DISABLE_COMPILE_CACHE: '1',
});
const rdpwhy = (args: readonly string[], input?: Uint8Array) =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
    env: env(),
  });

describe('what is piped in', () => {
  test.each<[string, () => Promise<Uint8Array>]>([
    ['a zip', async () => zipOf(filesOf(sample))],
    ['a zip in a zip', async () => zipOf({ 'a.zip': await zipOf(filesOf(sample)) })],
    ['a tar', async () => tarOf(filesOf(sample))],
    ['a tar.gz', async () => gzipSync(await tarOf(filesOf(sample)))],
    ['gzip of one log', async () => gzipSync(readFileSync(`${sample}/System.evtx`))],
    [
      'a case pack',
      async () => {
        rdpwhy(['pack', sample, '-o', at('pack.zip')]);
        return readFileSync(at('pack.zip'));
      },
    ],
  ])('%s gives the report of the file', async (_, make) => {
    const bytes = await make();
    writeFileSync(at('given'), bytes);
    const piped = rdpwhy(['-', '--json'], bytes);
    expect(piped.stderr).toBe('');
    expect(piped.stdout.replaceAll('"-', '"X')).toBe(
      rdpwhy([at('given'), '--json']).stdout.replaceAll(`"${at('given')}`, '"X'),
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('leaves no file behind when it is too large for memory and is interrupted', async () => {
    const child = spawn(process.execPath, ['bin/rdpwhy.js', '-'], { env: env() });
    const closed = once(child, 'close');
    const piece = Buffer.alloc(1 << 20);
    child.stdin.write('PK\u0003\u0004');
    for (let i = 0; i < 80; i++)
      await new Promise<void>((resolve) => child.stdin.write(piece, () => resolve()));
    expect(readdirSync(temporary)).toEqual([]);
    child.kill('SIGINT');
    child.stdin.destroy();
    await closed;
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test('what is kept beyond memory comes back as it was', async () => {
  const things = Array.from({ length: 6 }, (_, i) => Buffer.alloc(100_000, `thing ${i} `));
  const keeper = createKeeper(250_000);
  const kept: Bytes[] = [];
  for (const thing of things) kept.push((await keeper.keep(piecesOf(bytesOf(thing)))).bytes);
  for (const [i, bytes] of kept.entries()) {
    expect(bytes.size).toBe(100_000);
    expect(Buffer.from(bytes.read(12_345, 700))).toEqual(things[i]?.subarray(12_345, 13_045));
    expect(bytes.read(99_999, 10)).toHaveLength(1);
  }
  keeper.close();
});
