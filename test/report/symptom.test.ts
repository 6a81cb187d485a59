import { describe, expect, test } from 'vitest';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { Report, ReportSymptom } from '../../src/model/report.ts';
import type { StatedSymptom } from '../../src/model/symptom.ts';
import { formatMicros } from '../../src/model/time.ts';
import { buildSummary } from '../../src/report/build-summary.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { event, link, pattern } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';
import {
  alice,
  bob,
  causesOf,
  code,
  coverage,
  coveredBy,
  from,
  symptomOf,
  time,
  tried,
} from './make-symptom.ts';
import { reportWith } from './sample-report.ts';

describe('the meant attempt', () => {
  const day = [
    tried('a', 0, 'wrong-password', { ...alice, ...from('10.0.0.1', 'WS-ALICE') }),
    tried('b', 600, 'wrong-password', { ...bob, ...from('10.0.0.2', 'ws-bob.corp.example') }),
    tried('worked', 1200, null, { ...alice, ...from('10.0.0.1', 'WS-ALICE'), outcome: 'succeeded' }),
    tried('key', 7200, 'rdp-cert-private-key-unreadable', from('10.0.0.1')),
    tried('key2', 7500, 'rdp-cert-private-key-unreadable', from('10.0.0.9')),
  ];

  test.each<[string, StatedSymptom, string | null]>([
    ['the last that failed and fits', code('0x904/0x7'), 'key2'],
    ['by a code that a later cause cannot show', code('0x807'), 'b'],
    ['the nearest', time(650), 'b'],
    ['the nearest that failed, not one that worked', time(1210), 'b'],
    ['none, where the nearest is too far', time(4000), null],
    ['of a user: one that names them', { user: 'alice' }, 'a'],
    ['of a user that none names: one from where they came', { user: 'alice', ...time(7400) }, 'key'],
    ['of a user, at a time', { user: 'alice', ...time(100) }, 'a'],
    ['of a user with a domain', { user: 'corp\\BOB' }, 'b'],
    ['of a user of another domain: the last that names nobody', { user: 'HOME\\bob' }, 'key2'],
    ['of a principal name', { user: 'bob@corp.example' }, 'b'],
    ['of a stranger: the last that names nobody', { user: 'mallory' }, 'key2'],
    ['of a stranger at a time: one that names nobody', { user: 'mallory', ...time(7500) }, 'key2'],
    ['of an address', { client: '10.0.0.2' }, 'b'],
    ['of a computer by its first label', { client: 'WS-BOB' }, 'b'],
    ['of an address nobody saw: none', { client: '10.0.0.77' }, null],
    ['of a computer nobody saw: the last that names none', { client: 'WS-EVE' }, 'key2'],
    ['of both: none is', { client: '10.0.0.2', user: 'alice' }, null],
  ])('%s', (_, stated, expected) => {
    expect(symptomOf(stated, day).matched).toBe(expected);
  });

  test('is not one of a flood, unless nothing else is there', () => {
    const flood = [tried('f1', 50, 'wrong-password'), tried('f2', 900, 'wrong-password')];
    const all = [...day.slice(0, 2), ...flood];
    expect(symptomOf(code('0x807'), all, { folded: flood }).matched).toBe('b');
    const alone = symptomOf(code('0x807'), flood, { folded: flood });
    expect(alone).toMatchObject({ matched: 'f2', cause: 'flood', fits: 'yes' });
  });

  test('is one of several that broke together, when it is the nearest', () => {
    const broke = [tried('a1', 50, 'wrong-password'), tried('a2', 60, 'wrong-password')];
    const all = [...broke, tried('later', 600, 'wrong-password')];
    expect(symptomOf(time(55), all, { folded: broke, foldedAs: 'ordinary' }).matched).toMatch(/^a[12]$/);
    expect(symptomOf(time(55), all, { folded: broke }).matched).toBe('later');
  });

  test('is the one whose own record holds the code', () => {
    const reason = link({
      ...event('client-disconnected', 0, { reason: 516 }),
      source: {
        ...event('x').source,
        provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
        eventId: 1026,
      },
    });
    const own = tried('own', 10, null, { seenBy: 'client', events: [reason] });
    const stated = symptomOf(code('0x204'), [own, tried('other', 900, null)]);
    expect(stated).toMatchObject({ matched: 'own', fits: 'yes', cause: null });
    // And not one whose record holds another.
    expect(symptomOf(code('0x904'), [own]).matched).toBeNull();
    const near = symptomOf({ ...code('0x904'), ...time(10) }, [own]);
    expect(near).toMatchObject({ matched: 'own', fits: 'no' });
    expect(near.text).toContain("client's own record has 0x204");
  });

  test('may have worked, where the code is of its end', () => {
    const taken = tried('taken', 0, 'session-replaced', { outcome: 'succeeded' });
    expect(symptomOf(code('/0x5'), [taken])).toMatchObject({ matched: 'taken', fits: 'yes' });
    expect(symptomOf(code('0x807'), [taken]).matched).toBeNull();
  });
});

describe('a stated code', () => {
  const onlyOne = (cause: string | null) => [tried('x', 0, cause, alice)];
  test.each<[string, string | null, ReportSymptom['fits']]>([
    ['0x904/0x7', 'rdp-cert-private-key-unreadable', 'yes'],
    ['0x904/0x7', 'rds-grace-expired-no-license-server', 'no'],
    ['/0x7', 'rds-grace-expired-no-license-server', 'no'],
    ['0x904', 'rds-grace-expired-no-license-server', 'yes'],
    ['0x904/0x101', 'rds-grace-expired-no-license-server', 'yes'],
    ['0x904/0x101', 'wrong-password', 'no'],
    ['0x807', 'wrong-password', 'yes'],
    ['0x807', 'account-locked-out', 'unknown'],
    ['0x807', 'rdp-cert-private-key-unreadable', 'no'],
    ['0xC000006A', 'wrong-password', 'yes'],
    ['0x0', 'wrong-password', 'unknown'],
    ['0x904', null, 'unknown'],
    ['0x7654321', 'wrong-password', 'unknown'],
    ['an internal error has occurred', 'rdp-cert-private-key-unreadable', 'yes'],
  ])('%s beside %s: %s', (text, cause, expected) => {
    // With a user the attempt is meant whether the code fits or not.
    const { matched, fits } = symptomOf({ ...code(text), user: 'alice' }, onlyOne(cause));
    expect([matched, fits]).toEqual(['x', expected]);
  });

  test('alone picks nothing that it speaks against', () => {
    const { matched, cause, fits, text } = symptomOf(
      code('0x904/0x7'),
      onlyOne('rds-grace-expired-no-license-server'),
    );
    expect([matched, cause, fits]).toEqual([null, null, 'no']);
    expect(text).toContain('is no licensing code');
  });

  test('alone tells which attempt is meant only where it fits', () => {
    const leadOf = (stated: StatedSymptom, cause: string | null): string =>
      symptomOf(stated, onlyOne(cause)).text.split(' the attempt of ')[0] ?? '';
    expect(leadOf(code('0x807'), 'wrong-password')).toBe('Meant is');
    expect(leadOf(code('0x807'), 'account-locked-out')).toBe('What may be meant is');
    expect(leadOf({ ...code('0x807'), user: 'alice' }, 'account-locked-out')).toBe('Meant is');
    expect(leadOf({ ...code('0x807'), ...time(10) }, 'account-locked-out')).toBe('Meant is');
  });

  test('without attempts can be of the host', () => {
    const host = causesOf({});
    expect(symptomOf(code('0x204'), [], { causes: host })).toMatchObject({ matched: null, cause: null });
    const [stopped] = causesOf({
      hostDiagnoses: [
        {
          host: HOST,
          pattern: pattern('termservice-stopped', { class: 'service' }),
          confidence: 'certain',
          evidence: [event('service-failed')],
          contradicting: [],
          attempts: [],
        },
      ],
    });
    const causes = stopped ? [stopped] : [];
    const answer = { matched: null, cause: 'termservice-stopped' };
    expect(symptomOf(code('0x204'), [], { causes })).toMatchObject({ ...answer, fits: 'yes' });
    expect(symptomOf(time(3600), [], { causes })).toMatchObject({ ...answer, fits: 'unknown' });
    expect(symptomOf(time(-3600), [], { causes }).cause).toBeNull();
    expect(symptomOf({ user: 'alice' }, [], { causes }).cause).toBeNull();
    const worked = [tried('w', 1800, null, { outcome: 'succeeded' })];
    expect(symptomOf(time(3600), worked, { causes }).cause).toBeNull();
  });
});

describe('what a host itself shows', () => {
  const crashed = (...seconds: readonly number[]) =>
    causesOf({
      hostDiagnoses: [
        {
          host: HOST,
          pattern: pattern('termservice-crash-loop', { class: 'service' }),
          confidence: 'likely',
          evidence: seconds.map((second) => event('service-crashed', second)),
          contradicting: [],
          attempts: [],
        },
      ],
    });
  const gotIn = (seconds: number, more: Partial<DiagnosedAttempt['attempt']> = bob) =>
    tried('w', seconds, null, { ...more, outcome: 'succeeded' });
  const causeAt = (
    seconds: number,
    causes: ReturnType<typeof crashed>,
    attempts: readonly DiagnosedAttempt[],
    user?: string,
  ) => symptomOf({ ...time(seconds), ...(user === undefined ? {} : { user }) }, attempts, { causes }).cause;
  const crash = 'termservice-crash-loop';

  test('at the stated time threw out whoever asks, though others got in minutes later', () => {
    expect(causeAt(3600, crashed(3600), [gotIn(4200)])).toBe(crash);
    expect(causeAt(3600, crashed(3600), [gotIn(4200)], 'alice')).toBe(crash);
    // Whoever asks got in again, or somebody had before the stated time.
    expect(causeAt(3600, crashed(3600), [gotIn(4200, alice)], 'alice')).toBeNull();
    expect(causeAt(3600, crashed(3000), [gotIn(3300)])).toBeNull();
  });

  test('more than once held when it last had shown by then, and not in between when somebody got in', () => {
    const twice = crashed(0, 90_000);
    expect(causeAt(90_000, twice, [gotIn(3600)])).toBe(crash);
    expect(causeAt(36_000, twice, [gotIn(3600)])).toBeNull();
    expect(causeAt(36_000, twice, [])).toBe(crash);
    expect(causeAt(-36_000, twice, [])).toBeNull();
  });
});

describe('a report with a symptom', () => {
  const miss = symptomOf({ ...time(4000), user: 'alice' }, [tried('a', 0, 'wrong-password', alice)]);

  test('that nothing matches has too little to go by, whatever else is explained', () => {
    const attempts = [tried('a', 0, 'wrong-password', alice)];
    const causes = causesOf({ attempts });
    const { outcome, headline } = buildSummary(attempts, causes, coverage, { symptom: miss });
    expect(outcome).toBe('insufficient-evidence');
    expect(headline).toContain('RDPClient/Operational of the client');
    expect(buildSummary(attempts, causes, coverage).outcome).toBe('failures-explained');
  });

  test('tells of the attempts at that time that worked', () => {
    const worked = tried('w', 1800, null, { ...alice, outcome: 'succeeded' });
    const failed = tried('a', 0, 'wrong-password', alice);
    const stated = { ...time(1810), ...code('0x904') };
    expect(symptomOf(stated, [failed, worked]).text).toMatch(/ The attempt of .*10:30:00 UTC.* worked\./);
    expect(symptomOf(stated, [failed, worked, worked]).text).toContain(' 2 attempts at that time worked');
    expect(symptomOf({ ...stated, user: 'bob' }, [failed, worked]).text).not.toContain('worked');
    expect(symptomOf({ ...time(4000), ...code('0x904') }, [failed, worked]).text).not.toContain('worked');
  });

  test('names what was stated as it was, and what the logs cover', () => {
    expect(miss).toMatchObject({ user: 'alice', at: formatMicros(at(4000)), matched: null, fits: 'unknown' });
    expect(miss.text).toContain('2026-03-01 00:00:00 – 2026-03-01 20:00:00 UTC');
  });

  test('shows its cause first, and leaves the ranking alone', () => {
    const base = reportWith('alice');
    const [first] = base.causes;
    if (!first) throw new Error('no cause');
    const normal = { ...first, cause: 'client-canceled', class: 'normal' as const, title: 'The client left' };
    const symptom: ReportSymptom = {
      matched: 'x',
      cause: 'client-canceled',
      fits: 'yes',
      text: 'Meant is x.',
    };
    const report: Report = { ...base, causes: [first, normal], symptom };
    const text = renderTerminal(report);
    expect(text.startsWith('Meant is x.\n')).toBe(true);
    expect(text).toMatch(/^ 1 The client left$/m);
    expect(text).toMatch(/^ 2 The password of alice was wrong$/m);
  });

  test('lets no hostile text of logs or of a command line act on the terminal', () => {
    const evil = '\u001b[31mmallory\u202e\u0007\n';
    const symptom = symptomOf({ user: evil, client: evil, ...time(4000) }, [
      tried('a', 0, 'wrong-password', { account: { domain: evil, name: evil }, ...from(evil) }),
    ]);
    const text = renderTerminal({ ...reportWith(evil), symptom });
    expect(text).toContain('mallory');
    // oxlint-disable-next-line no-control-regex
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('somebody whom no record names', () => {
  const unnamed = (seconds: number): DiagnosedAttempt =>
    tried(`n${seconds}`, seconds, 'rdp-cert-private-key-unreadable', { client: undefined });

  test.each<[string, StatedSymptom, string]>([
    ['a user', { user: 'bob' }, '3 failed attempts name nobody; bob'],
    [
      'a client',
      { client: '198.51.100.77' },
      '3 failed attempts name no client; that of client 198.51.100.77',
    ],
  ])('may be behind any failure that names nobody: %s', (_, stated, text) => {
    const attempts = [unnamed(0), unnamed(60), unnamed(120)];
    const symptom = symptomOf(stated, attempts);
    expect(symptom).toMatchObject({
      matched: 'n120',
      cause: 'rdp-cert-private-key-unreadable',
      fits: 'unknown',
    });
    expect(symptom.text).toContain(text);
    const summary = buildSummary(attempts, causesOf({ attempts }), [], { symptom });
    expect(summary.outcome).toBe('failures-explained');
  });

  test('is not behind those that name others, and without any other nothing matches', () => {
    const alices = tried('a', 0, 'wrong-password', { account: { domain: '', name: 'alice' } });
    expect(symptomOf({ user: 'bob' }, [alices, unnamed(60)]).text).toContain(
      'One failed attempt names nobody',
    );
    expect(symptomOf({ user: 'bob' }, [alices])).toMatchObject({ matched: null, cause: null });
  });
});

describe('what matches nothing', () => {
  test('is told with the words of a dialog said once', () => {
    const { text } = symptomOf({ ...code('an internal error has occurred'), ...time(4000) }, []);
    expect(text.match(/internal error/g)).toHaveLength(1);
  });

  test('is told with one time where the logs cover one', () => {
    const moment = formatMicros(at(0));
    const covered = [coveredBy('System', [0, 0])];
    const { text } = symptomOf(time(4000), [], { covered });
    expect(text.match(/they cover ([^.]*)\./)?.[1]).toBe(`${moment.slice(0, 19).replace('T', ' ')} UTC`);
  });
});
