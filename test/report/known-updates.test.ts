import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { codeWords } from '../../src/report/code-words.ts';
import { knownUpdates, updateTexts } from '../../src/report/known-updates.ts';
import { sinceItWorked } from '../../src/report/since-it-worked.ts';
import { event } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';

const installed = (kb: string, seconds = 0): Event => event('update-installed', seconds, { kb });
const known = (cause: string, changes: readonly Event[]) => knownUpdates(cause, changes, (host) => host);

describe('an update that is known to trouble Remote Desktop', () => {
  test('speaks for the causes it goes with, and for no other', () => {
    const changes = [installed('KB5065426'), installed('KB5999901')];
    expect(known('duplicate-machine-sid', changes)).toMatchObject([{ kb: 'KB5065426', host: HOST }]);
    expect(known('wrong-password', changes)).toEqual([]);
  });

  test('has to be installed: one that failed did nothing', () => {
    expect(known('duplicate-machine-sid', [event('update-failed', 0, { kb: 'KB5065426' })])).toEqual([]);
  });

  test('is told with where it has to be, what ends it, and what that it is there is worth', () => {
    const [text, ...more] = updateTexts({
      updates: known('kerberos-encryption-mismatch', [installed('KB5019966')]),
    });
    expect(more).toEqual([]);
    for (const part of ['KB5019966', HOST, 'domain controller', 'KB5021655', 'does not prove']) {
      expect(text).toContain(part);
    }
    // The repair of another version of Windows would not install here.
    expect(text).not.toContain('KB5021654');
  });

  test('is named behind its number, and the code of one that failed stays the code', () => {
    const record = { provider: 'Microsoft-Windows-WindowsUpdateClient', eventId: 19 };
    expect(codeWords(record, { kb: 'KB5051987' })).toMatch(/^known for: .*; /);
    expect(codeWords(record, { kb: 'KB5999901' })).toBeUndefined();
    expect(codeWords({ ...record, eventId: 20 }, { kb: 'KB5051987', code: 0x8fffffff })).toBeUndefined();
  });

  test('comes before the other updates of its day, however many they are, and after what was done to Remote Desktop', () => {
    const day = [
      installed('KB5065426', 0),
      ...[1, 2, 3, 4].map((seconds) => installed(`KB599990${seconds}`, seconds)),
      event('certificate-renewed', 5),
    ];
    const { changes } = sinceItWorked(at(60), [HOST], [], () => day);
    expect(changes.map(({ kind, facts }) => facts['kb'] ?? kind)).toEqual([
      'certificate-renewed',
      'KB5065426',
      'KB5999904',
      'KB5999903',
      'KB5999902',
    ]);
  });

  test('is one change, though two logs have it', () => {
    const logs = [installed('KB5065426', 0), event('certificate-renewed', 5), installed('KB5065426', 10)];
    const { changes } = sinceItWorked(at(60), [HOST], [], () => logs);
    expect(changes.map(({ kind, time }) => [kind, time])).toEqual([
      ['certificate-renewed', at(5)],
      ['update-installed', at(10)],
    ]);
  });
});
