import { describe, expect, test } from 'vitest';
import { explainText, readSymptomCode } from '../../src/explain.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const explain = (text: string) => explainText(text, { packs });
const idsOf = (text: string): readonly string[] => explain(text).phrases.map(({ id }) => id);
const asksOf = (text: string): readonly string[] => explain(text).mentions.map(({ ask }) => ask);

describe('a number in a sentence is no code', () => {
  test.each([
    ["port 3389 open but can't connect", 'about-open-port'],
    ['3389', 'about-port'],
    ['port 3389', 'about-port'],
    ['only 1 user can connect', 'about-limits'],
    ['2 users at the same time', 'about-limits'],
    ['Reconnecting attempt 1 of 20', 'reconnecting'],
    [
      'The connection has been lost. Attempting to reconnect to your session... Connection attempt: 1 of 20',
      'reconnecting',
    ],
    ['after 5 minutes disconnected', 'about-lasting-sessions'],
    ['session disconnects after 10 minutes', 'about-lasting-sessions'],
  ])('%s', (text, id) => {
    const { codes, events, causes } = explain(text);
    expect({ codes, events }).toEqual({ codes: [], events: [] });
    expect(idsOf(text)).toContain(id);
    expect(causes.length).toBeGreaterThan(0);
    expect(readSymptomCode(text, { packs })?.code ?? '').not.toMatch(/\d/);
  });

  test('words that no dialog has are looked for in what is said of causes and updates', () => {
    expect(explain('Windows 11 24H2 freezes')).toMatchObject({ codes: [], events: [] });
    expect(asksOf('Windows 11 24H2 freezes')).toContain('KB5051987');
    for (const text of ['Windows 11', 'Server 2019', 'disconnect every 5 minutes', '12 colleagues are angry'])
      expect(explain(text), text).toMatchObject({ codes: [], events: [] });
  });

  test.each([
    ['36870', [36870]],
    ['I find 36870 in the System log', [36870]],
    ['TermDD 50', [50]],
    ['event 140', [140]],
    ['event 140 after 5 minutes', [140]],
    ['RdpCoreTS 140 for 3 users', [140]],
    ['many 4625 since noon', [4625]],
    ['140 event', [140]],
  ])('what is an event stays one: %s', (text, ids) => {
    const { events, codes } = explain(text);
    expect(new Set(events.map(({ eventId }) => eventId))).toEqual(new Set(ids));
    expect(codes).toEqual([]);
  });

  test.each([
    ['reason 5', 5],
    ['reason was 5', 5],
    ['error 1326', 1326],
    ['error 5 when I connect', 5],
    ['code 2308', 2308],
    ['it says 516', 516],
    ['disconnect 516', 516],
    ['0x204 on 3 computers', 516],
    ['C000006D for 2 users', 0xc000006d],
  ])('what is called or written as a code stays one: %s', (text, value) => {
    expect(explain(text).codes.map(({ decimal }) => decimal)).toEqual([value]);
  });
});

describe('the words of an id, with spaces', () => {
  test.each([
    ['cannot connect', 'cannot-connect'],
    ["can't connect", 'cannot-connect'],
    ['services busy', 'services-busy'],
  ])('name the dialog: %s', (text, id) => {
    expect(idsOf(text)).toEqual([id]);
    expect(explain(text).suggestions).toEqual([]);
  });

  test.each([
    ['wrong password', 'wrong-password'],
    ['clock skew', 'clock-skew'],
    ['Not in Remote Desktop users', 'not-in-remote-desktop-users'],
  ])('name the cause: %s', (text, id) => {
    expect(explain(text).patterns.map((cause) => cause.id)).toEqual([id]);
  });

  test.each(['Access is denied', 'access denied', 'ACCESS DENIED.', 'Zugriff verweigert'])(
    '%s has the causes that show so, and is no TLS alert',
    (text) => {
      const { phrases, causes, codes, suggestions } = explain(text);
      expect(phrases.map(({ id }) => id)).toEqual(['access-denied']);
      expect(causes.map(({ id }) => id)).toContain('not-in-remote-desktop-users');
      expect({ codes, suggestions }).toEqual({ codes: [], suggestions: [] });
    },
  );

  test('access denied at the end of another sentence says nothing more', () => {
    expect(idsOf('The requested session access is denied.')).toEqual(['session-access-denied']);
    expect(idsOf('The Group Policy Client service failed the sign-in. Access is denied.')).toEqual([
      'service-failed-logon',
    ]);
    expect(explain('access_denied').codes[0]?.meanings[0]?.family).toBe('tls-alert');
  });
});
