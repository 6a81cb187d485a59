import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dumpRecords } from '../../../src/dump.ts';
import { sampleEvents } from '../../support-tests/sample-events.ts';
import { writeEvtx } from '../../support/evtx-writer/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-recover-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = path.join(folder, 'log.evtx');
writeFileSync(log, writeEvtx(sampleEvents(5), { slack: sampleEvents(2, 9000) }));

async function dump(form: 'flat' | 'windows' | 'xml', recover: boolean): Promise<string> {
  let text = '';
  for await (const item of dumpRecords([log], { form, recover })) {
    if (item.type === 'output') text += Buffer.from(item.bytes).toString();
  }
  return text;
}

test.each(['flat', 'windows', 'xml'] as const)(
  '%s: what is recovered comes last and is marked',
  async (form) => {
    const plain = await dump(form, false);
    expect(plain).not.toContain('recovered');
    const all = await dump(form, true);
    const mark = form === 'xml' ? '<!-- recovered -->' : '"recovered":true';
    const lines = all.trimEnd().split('\n');
    const tail = form === 'xml' ? ['</Events>'] : [];
    expect(lines.filter((line) => line.includes(mark))).toEqual(
      lines.slice(-2 - tail.length, lines.length - tail.length),
    );
    expect([...lines.filter((line) => !line.includes(mark)), ''].join('\n')).toBe(plain);
  },
);
