import { describe, expect, test } from 'vitest';
import { createStandIns } from '../../src/packs/stand-ins.ts';

const standIn = createStandIns([
  { name: 'SRV-PARIS.intra.example.org', role: 'server' },
  { name: 'SRV-PARIS', role: 'domain' },
  { name: 'INTRA', role: 'domain' },
  { name: 'jdupont', role: 'person' },
  { name: 'm.müller', role: 'person' },
  { name: 'LAPTOP-9', role: 'machine' },
  { name: 'SYSTEM', role: 'person' },
  { name: '(.*)+', role: 'person' },
]);

describe('stand-ins', () => {
  test.each([
    ['jdupont', 'alice'],
    ['JDUPONT', 'alice'],
    ['INTRA\\jdupont', 'CORP\\alice'],
    ['m.müller', 'bob'],
    ['(.*)+', 'carol'],
    ['SRV-PARIS.intra.example.org', 'RDS01.corp.example'],
    ['TERMSRV/srv-paris.intra.example.org', 'TERMSRV/RDS01.corp.example'],
    ['SRV-PARIS', 'RDS01'],
    ['\\\\LAPTOP-9\\share', '\\\\PC01\\share'],
    ['SYSTEM', 'SYSTEM'],
    ['jduponts', 'jduponts'],
    ['C:\\Users\\someone\\x.exe', 'C:\\Users\\alice\\x.exe'],
    ['2026-03-02T08:15:00.000Z', '2026-03-02T08:15:00.000Z'],
    ['10.0.19041.1', '10.0.19041.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['S-1-5-18', 'S-1-5-18'],
    ['S-1-5-21-9-8-7-500', 'S-1-5-21-1-2-3-500'],
    ['RDP-Tcp#7', 'RDP-Tcp#7'],
  ])('%s becomes %s', (real, shown) => {
    expect(standIn(real)).toBe(shown);
  });

  test('are the same for the same address everywhere, private ones private', () => {
    const fresh = createStandIns([]);
    expect(fresh('81.2.69.160:50123')).toBe('192.0.2.5:50123');
    expect(fresh('[192.168.7.9]:1, 81.2.69.160')).toBe('[10.0.0.6]:1, 192.0.2.5');
    expect(fresh('2a02:8071::12')).toBe('2001:db8::7');
    expect(fresh('fe80::1234:5678')).toBe('fe80::8');
    expect(fresh('2A02:8071::12')).toBe('2001:db8::7');
  });

  test('are the same for the same SID, another for another', () => {
    const fresh = createStandIns([]);
    const [a, b] = ['S-1-5-21-1111-2222-3333-1104', 'S-1-5-21-1111-2222-3333-1105'];
    expect(fresh(a)).not.toContain('1111');
    expect(fresh(a)).toBe(fresh(a));
    expect(fresh(a)).not.toBe(fresh(b));
  });
});
