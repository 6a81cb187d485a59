import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { createRedactor, type Redactor } from '../../src/redact/redactor.ts';
import { createTokens, TokenCollision } from '../../src/redact/tokens.ts';
import { providers, rawEvent } from '../support/events.ts';

const key = new Uint8Array(32).fill(5);
const under = (bytes: Uint8Array = key): Redactor => createRedactor({ key: bytes, rows: [] });
const { computer, user, path, text, client } = under();

describe('the pseudonym of a name', () => {
  test('is the same wherever the name stands', () => {
    const [host, corp, example] = computer('rds01.corp.example').split('.');
    expect(computer('rds01')).toBe(host);
    expect(computer('\\\\rds01')).toBe(`\\\\${host}`);
    expect(computer('rds01:3390')).toBe(`${host}:3390`);
    expect(computer('rds01.corp.example.')).toBe(`${host}.${corp}.${example}.`);
    expect(user('rds01$')).toBe(`${host}$`);
    const alice = user('alice');
    expect(user('corp\\alice')).toBe(`${corp}\\${alice}`);
    expect(user('alice@corp.example')).toBe(`${alice}@${corp}.${example}`);
    expect(path('C:\\Users\\alice\\NTUSER.DAT')).toBe(`C:\\Users\\${alice}\\NTUSER.DAT`);
    expect(text('for corp\\alice on \\\\rds01\\c$')).toMatch(
      new RegExp(`^for ${corp}\\\\${alice} on \\\\\\\\${host}\\\\`),
    );
    expect(client('10.0.0.7')).toBe(computer('10.0.0.7'));
  });

  test('is one name to all who do not look at case, and spelled alike for those who do', () => {
    expect(computer('RDS01')).toBe(computer('rds01').toUpperCase());
    expect(user('Alice').toLowerCase()).toBe(user('alice'));
    expect(new Set([user('Alice'), user('alice'), user('ALICE')]).size).toBe(3);
  });

  test('can be a NetBIOS name and a label of DNS, and differs from name to name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,14}$/), { maxLength: 50 }), (names) => {
        const tokens = names.map((name) => createTokens(key).name('host', name));
        expect(tokens.every((token) => /^host-[a-z2-9]{10}$/.test(token) && token.length <= 15)).toBe(true);
        expect(new Set(tokens).size).toBe(names.length);
      }),
    );
  });

  test('hangs on key and name alone, whatever the name holds', () => {
    const names = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('corp\\alice')), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), names, (key, names) => {
        const [one, other] = [under(key), under(key)];
        const forth = names.map((name) => [
          one.computer(name),
          one.user(name),
          one.path(name),
          one.text(name),
        ]);
        const back = names
          .toReversed()
          .map((name) => [other.computer(name), other.user(name), other.path(name), other.text(name)]);
        expect(back.toReversed()).toEqual(forth);
        expect(new Map(other.mapping())).toEqual(new Map(one.mapping()));
      }),
    );
    expect(under(new Uint8Array(32)).user('alice')).not.toBe(user('alice'));
  });

  test.each([
    ['SYSTEM', 'NT AUTHORITY\\SYSTEM', 'ANONYMOUS LOGON', 'LOCAL SERVICE', 'DWM-3', 'Window Manager\\DWM-12'],
    [
      'Font Driver Host\\UMFD-0',
      '-',
      '',
      'S-1-5-18',
      'S-1-5-32-544',
      'S-1-5-80-956008885-3418522649',
      'krbtgt',
    ],
  ])('is the name itself where every Windows has it: %s, %s, …', (...names) => {
    expect(names.map((name) => user(name))).toEqual(names);
  });

  test.each(['Administrator', 'Guest', 'admin', 'test'])(
    'is one of its own for %s, whom attackers try',
    (name) => {
      expect(user(name)).toMatch(/^user-/i);
    },
  );

  test('of a directory’s name tells who, and where in general', () => {
    const made = user('CN=Rick Sanchez,CN=Users,DC=C137,DC=local');
    expect(made).toBe(`CN=${user('Rick Sanchez')},CN=Users,DC=${computer('C137')},DC=local`);
  });
});

describe('the pseudonym of a SID', () => {
  const domain = fc.tuple(fc.nat(), fc.nat(), fc.nat()).map((parts) => `S-1-5-21-${parts.join('-')}`);
  const rid = fc.oneof(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1000, max: 2 ** 32 - 1 }));

  test('keeps the domain together, the ids that are the same everywhere, and all others apart', () => {
    fc.assert(
      fc.property(domain, fc.uniqueArray(rid, { minLength: 2, maxLength: 6 }), (domain, rids) => {
        const made = rids.map((rid) => user(`${domain}-${rid}`));
        const domains = made.map((sid) => sid.replace(/-\d+$/, ''));
        expect(new Set([...domains, user(domain)]).size).toBe(1);
        expect(domains[0]).not.toBe(domain);
        const own = made.map((sid) => Number(sid.replace(/^.*-/, '')));
        expect(new Set(own).size).toBe(rids.length);
        rids.forEach((rid, i) => expect(rid < 1000 ? own[i] === rid : (own[i] ?? 0) >= 1000).toBe(true));
      }),
    );
  });

  test('of an account in the cloud keeps nothing but what it is', () => {
    expect(user('S-1-12-1-1111111111-2222222222-3333333333-4044444444')).toMatch(/^S-1-12-1(-\d+){4}$/);
    expect(user('S-1-12-1-1111111111-2222222222-3333333333-4044444444')).not.toContain('1111111111');
  });

  test('is never one for two, however strangers spell what looks like a SID', () => {
    const given = [
      'S-1-5-21-1-2-3-500',
      'S-1-5-21-1-2-3-0500',
      'S-1-5-21-1-2-3-4294967796',
      's-1-5-21-01-2-3-500',
    ];
    expect(new Set(given.map(user)).size).toBe(given.length);
    expect(text('of S-1-5-21-1-2-3-04711 and S-1-5-21-1-2-3-99999999999')).not.toMatch(/4711|99999/);
    // Number by number each has its own, so that no chance makes two one.
    const [a = [], b = []] = ['S-1-12-1-5-6-7', 'S-1-12-1-5-6-8'].map((sid) => user(sid).split('-'));
    expect(a.slice(0, -1)).toEqual(b.slice(0, -1));
    expect(a.at(-1)).not.toBe(b.at(-1));
  });
});

describe('what is longer than any name', () => {
  test.each([
    ['x=,', 'a'.repeat(200_000)],
    ['', 'a\\'.repeat(100_000)],
    ['', 'a@'.repeat(100_000)],
    ['a', `${' '.repeat(200_000)}(`],
  ])('is one token, without much work: %s…', (start, rest) => {
    const { event, user: who } = createRedactor({ key, rows: createCatalog().rows });
    expect(who(start + rest)).toMatch(/^user-[a-z2-9]{10}$/i);
    const value = start + rest;
    const fields = { TargetUserName: value, ServiceName: value, ProcessName: value };
    for (const eventId of [4625, 4768]) {
      const made = event(rawEvent({ provider: providers.security, eventId, fields })).fields();
      expect(made.every(({ value }) => value.length < 20)).toBe(true);
    }
  });
});

describe('the pseudonym of a path', () => {
  test.each([
    ['C:\\Windows\\System32\\svchost.exe', /^C:\\Windows\\System32\\svchost\.exe$/],
    [
      'logs/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx',
      /^logs\/Microsoft-Windows-R/,
    ],
    ['/home/bob/acme/Security.evtx', /^\/home\/user-\w+\/file-\w+\/Security\.evtx$/],
    ['acme/RDS01-Security.xml', /^file-\w+\/file-\w+\.xml$/],
    ['\\\\files01\\c$\\acme.log', /^\\\\host-\w+\\file-\w+\\file-\w+\.log$/],
    ['-', /^-$/],
  ])('of %s keeps what every machine has', (given, expected) => expect(path(given)).toMatch(expected));

  test.each(['anna.huber', 'anna.huber/x', 'D:\\anna.huber', '\\\\files01\\c$\\huber', '%HUBER%\\x'])(
    'holds nothing of a name behind a dot or within signs of per cent: %s',
    (given) => expect(path(given)).not.toMatch(/huber/i),
  );

  test('of an archive is one, as a file and as the folder of what is in it', () => {
    const archive = path('acme.zip');
    expect(archive).toMatch(/^file-\w+\.zip$/);
    expect(path('acme.zip/System.evtx')).toBe(`${archive}/System.evtx`);
    expect(path('%SystemRoot%\\MEMORY.DMP')).toMatch(/^%SystemRoot%\\file-\w+\.DMP$/);
  });

  test('is another for every file, for on many systems case tells files apart', () => {
    expect(path('Logs/A.evtx')).not.toBe(path('Logs/a.evtx'));
  });
});

describe('tokens', () => {
  test('of two values are never one: that is told', () => {
    const tokens = createTokens(key, [['host-aaaaaaaaaa', 'rds01']]);
    expect(() => tokens.remember('host-aaaaaaaaaa', 'rds02')).toThrow(TokenCollision);
    expect(tokens.remember('host-aaaaaaaaaa', 'RDS01')).toBe('host-aaaaaaaaaa');
  });
});
