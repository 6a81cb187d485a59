import { describe, expect, test } from 'vitest';
import type { Report, ReportSymptom } from '../../src/model/report.ts';
import { channels } from '../../src/normalize/channels.ts';
import { buildSummary } from '../../src/report/build-summary.ts';
import { renderHtml } from '../../src/report/html.ts';
import { backgroundLines, toldCauses } from '../../src/report/told-causes.ts';
import { unexplained } from '../../src/report/unexplained.ts';
import { event, link, pattern } from '../diagnose/make.ts';
import { HOST } from '../support/events.ts';
import { alice, causesOf, code, coveredBy, from, symptomOf, time, tried } from './make-symptom.ts';
import { reportWith } from './sample-report.ts';

const sessions = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
const atHome = { account: 'bob', domain: 'CORP', client: 'local', sessionId: 1 };
const local = (seconds: number) => event('session-logged-on', seconds, atHome);
const alices = tried('a', 0, 'wrong-password', { ...alice, ...from('10.0.0.1') });

describe('somebody of whom there is no attempt', () => {
  test('is told of the records that name them all the same', () => {
    const apart = [local(-600), event('logon-succeeded', -300, { account: 'BOB' }), event('x', 0, {})];
    const symptom = symptomOf({ user: 'bob' }, [alices], { apart });
    expect(symptom).toMatchObject({ matched: null, cause: null, named: { records: 2, causes: [] } });
    expect(symptom.text).toContain('No connection attempt in these logs matches user bob');
    expect(symptom.text).toContain(`2 other records name user bob, such as that of 2026-03-01 09:55:00 UTC`);
    const { headline } = buildSummary([alices], causesOf({ attempts: [alices] }), [], { symptom });
    expect(headline).toContain('No connection attempt matches what was stated, though other records name');
  });

  test('is told of Remote Desktop’s own records before others', () => {
    const own = { ...local(-600), source: { ...local(0).source, provider: sessions } };
    const apart = [own, event('logon-succeeded', -300, { account: 'bob' })];
    expect(symptomOf({ user: 'bob' }, [alices], { apart }).text).toContain('session-logged-on (');
  });

  test('is told of records of an attempt that is another’s, each once', () => {
    const shared = link(local(0), { rivals: 1 });
    const both = ['a', 'b'].map((id) => tried(id, 0, 'wrong-password', { ...alice, events: [shared] }));
    expect(symptomOf({ user: 'bob' }, both).named?.records).toBe(1);
  });

  test('is told of records of the stated time and client only', () => {
    const near = symptomOf({ user: 'bob', ...time(4000) }, [alices], { apart: [local(0), local(3900)] });
    expect(near.named?.records).toBe(1);
    const far = symptomOf({ user: 'bob', ...time(9000) }, [alices], { apart: [local(0)] });
    expect(far.named).toBeUndefined();
    expect(far.text).toContain('Nothing in these logs matches user bob');
    const apart = [event('x', 0, { account: 'bob', client: '10.0.0.7' })];
    expect(symptomOf({ client: '10.0.0.7' }, [alices], { apart }).named?.records).toBe(1);
    expect(symptomOf({ user: 'eve', client: '10.0.0.7' }, [alices], { apart }).named).toBeUndefined();
  });

  test('is told of nothing where nobody was asked for', () => {
    expect(symptomOf(code('0x807'), [], { apart: [local(0)] }).named).toBeUndefined();
  });
});

describe('what befell others', () => {
  const reportOn = (symptom: ReportSymptom, more: Partial<Report> = {}): Report => {
    const base = reportWith('alice');
    const causes = base.causes.map((one) => ({
      ...one,
      accounts: ['CORP\\alice'],
      clients: ['10.0.0.1'],
      class: 'credentials' as const,
      prominence: 'ordinary' as const,
    }));
    const summary = { ...base.summary, outcome: 'insufficient-evidence' as const };
    return { ...base, causes, summary, symptom, ...more };
  };
  const missed = (stated: Partial<ReportSymptom>): ReportSymptom => ({
    matched: null,
    cause: null,
    fits: 'unknown',
    text: 'Nothing.',
    ...stated,
  });
  const idsOf = (report: Report): readonly string[] => toldCauses(report).told.map(({ cause }) => cause);
  const [cause = ''] = reportOn(missed({})).causes.map((one) => one.cause);

  test.each<[string, Partial<ReportSymptom>]>([
    ['of another user', { user: 'bob' }],
    ['of another client', { client: '10.0.0.9' }],
    ['of the same user from elsewhere', { user: 'alice', client: '10.0.0.9' }],
  ])('is no answer: %s', (_, stated) => {
    const report = reportOn(missed(stated));
    expect(idsOf(report)).not.toContain(cause);
    expect(toldCauses(report).background.map((one) => one.cause)).toContain(cause);
    expect([...renderHtml(report)].join('')).toContain('No cause of a failure of ');
  });

  test.each<[string, Partial<ReportSymptom>]>([
    ['theirs', { user: 'ALICE' }],
    ['perhaps theirs, for their computer is known by its address only', { client: 'WS-7' }],
    ['shown by records that name them', { user: 'bob', named: { records: 1, causes: [cause] } }],
    ['asked for by code alone', { code: '0x904' }],
    ['beside an answer', { user: 'bob', matched: 'x' }],
  ])('is told: %s', (_, stated) => {
    expect(idsOf(reportOn(missed(stated)))).toContain(cause);
  });

  test('is told where it names nobody, heads every report, or is the matter of all who come to that host', () => {
    const { causes } = reportOn(missed({}));
    const asked = missed({ user: 'bob' });
    const nameless = causes.map((one) => ({ ...one, accounts: [] }));
    const heading = causes.map((one) => ({ ...one, prominence: 'heads' as const }));
    const hosts = causes.map(({ people: _people, ...one }) => ({ ...one, actor: 'host' as const }));
    for (const list of [nameless, heading, hosts])
      expect(idsOf(reportOn(asked, { causes: list }))).toContain(cause);
  });

  test('is not listed as unexplained either', () => {
    const { attempts } = reportWith('alice');
    const failed = attempts.map((one) => ({ ...one, ...alice, outcome: 'failed' as const, diagnosis: null }));
    expect(unexplained(reportOn(missed({ user: 'bob' }), { attempts: failed })).attempts).toBe(0);
    expect(unexplained(reportOn(missed({ user: 'alice' }), { attempts: failed })).attempts).toBe(
      failed.length,
    );
  });

  test('is counted by its records where there is no attempt', () => {
    const refused = [event('gateway-user-refused', 0, { account: 'alice', client: '10.0.0.1' })];
    const cap = pattern('cap', { class: 'gateway' });
    const causes = causesOf({
      patterns: new Map([['cap', cap]]),
      hostDiagnoses: [
        {
          host: HOST,
          pattern: cap,
          confidence: 'likely',
          evidence: refused,
          contradicting: [],
          attempts: [],
        },
      ],
    });
    expect(backgroundLines(causes)[0]).toMatch(/^1 record from client 10\.0\.0\.1: cap \(1, likely\)/);
  });

  test('is said to stand behind', () => {
    expect(symptomOf({ user: 'bob' }, [alices]).text).toContain(
      'What they show of account CORP\\alice is not of user bob and stands in the background.',
    );
    expect(symptomOf({ user: 'bob' }, [alices]).text).not.toContain('What follows');
  });

  test('is told with its people where it rests on a record of whom was asked for', () => {
    const seat = local(-60);
    const causes = causesOf({
      attempts: [alices],
      patterns: new Map([['held', pattern('held', { class: 'session-state' })]]),
      hostDiagnoses: [
        {
          host: HOST,
          pattern: pattern('held', { class: 'session-state' }),
          confidence: 'likely',
          evidence: [seat],
          contradicting: [],
          attempts: [],
        },
      ],
    }).map((one) => ({ ...one, people: [], accounts: ['CORP\\alice'] }));
    const { named, text } = symptomOf({ user: 'bob' }, [], { causes, apart: [seat] });
    expect(named).toEqual({ records: 1, causes: ['held'] });
    expect(text).toContain('A cause below rests on such a record');
    expect(text).not.toContain('in the background');
  });
});

describe('what logs cover', () => {
  const told = (...covered: ReturnType<typeof coveredBy>[]): string =>
    /(\w+) cover ([^;.]*)\./.exec(symptomOf({ user: 'eve' }, [], { covered }).text)?.[0] ?? '';

  test('is what those that show attempts cover, and no old record of another', () => {
    expect(told(coveredBy(channels.stack, [0, 60]), coveredBy(channels.system, [-1e8, 90]))).toBe(
      'attempts cover 2026-03-01 10:00:00 – 2026-03-01 10:01:00 UTC.',
    );
  });

  test('is not stretched by a record apart from all others', () => {
    expect(told(coveredBy(channels.stack, [-1e8, -1e8], [0, 60]))).toBe(
      'attempts cover 2026-03-01 10:00:00 – 2026-03-01 10:01:00 UTC, with gaps.',
    );
  });

  test('has the records that lie beside others, alone as they are', () => {
    expect(told(coveredBy(channels.stack, [-600, -600], [0, 60]))).toContain('cover 2026-03-01 09:50:00 –');
    // A machine's image has one in each of its logs.
    const old = [-1e8, -1e8] as const;
    const others = coveredBy(
      'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
      old,
      [0, 90],
    );
    expect(told(coveredBy(channels.stack, old, [0, 60]), others)).toContain('cover 2026-03-01 10:00:00 –');
  });

  test('is what others cover where none shows attempts, or one record where that is all', () => {
    expect(told(coveredBy(channels.system, [0, 60]))).toMatch(/^they cover .*10:01:00 UTC\.$/);
    expect(told(coveredBy(channels.stack, [0, 0]))).toBe('attempts cover 2026-03-01 10:00:00 UTC.');
    expect(symptomOf({ user: 'eve' }, [], { covered: [] }).text).toContain('they hold no record');
  });
});
