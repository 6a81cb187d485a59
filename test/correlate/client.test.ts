import { describe, expect, test } from 'vitest';
import { accept, close, correlate, idsOf, logbook, withoutStack } from '../support/events.ts';

const client = '59288327-1111-4222-8333-444455556666';

describe('the client’s own log', () => {
  test('is one attempt by its ActivityID, with what was asked for and what came of it', () => {
    const book = logbook()
      .client(0, 1024, { Value: '10.42.85.10' }, { activityId: client })
      .client(28, 1029, { TraceMessage: 'aGFzaG9mYXVzZXJuYW1lYmFzZTY0' }, { activityId: client })
      .client(28.1, 1102, { Value: '10.42.85.10' }, { activityId: client })
      .client(28.2, 1025, {}, { activityId: client })
      .client(
        40,
        226,
        { EventName: 'TsSslEventInvalidState', 'Error Code': '-2147418113' },
        { activityId: client },
      )
      .client(40.1, 1026, { Name: 'Disconnect Reason', Value: 2 }, { activityId: client });
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toMatchObject([
      { seenBy: 'client', outcome: 'failed', target: '10.42.85.10', client: undefined },
    ]);
    expect(idsOf(attempts[0])).toHaveLength(6);
  });

  test('is no attempt of the host it was found on', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.client(0.1, 1024, { Value: 'elsewhere' }, { activityId });
    close(book, 0.2, activityId);
    const { attempts } = correlate(book);
    expect(attempts.map(({ seenBy }) => seenBy).toSorted()).toEqual(['client', 'server']);
  });

  test('that says the session came is a success', () => {
    const book = logbook()
      .client(0, 1024, { Value: 'rds01' }, { activityId: client })
      .client(3, 1027, { DomainName: 'CORP', SessionId: 2 }, { activityId: client })
      .client(900, 1026, { Value: 2 }, { activityId: client });
    expect(correlate(book, withoutStack).attempts).toMatchObject([
      { outcome: 'succeeded', reached: 'session' },
    ]);
  });
});

describe('a refusal of an unsafe CredSSP peer', () => {
  const refuse = (target = 'TERMSRV/74.118.139.108') => [target, '4'];

  test('eight times in one go is one failed attempt, known by its target', () => {
    const book = logbook();
    for (let i = 0; i < 8; i++) book.lsa(i * 0.2, 6041, refuse());
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toMatchObject([{ seenBy: 'client', outcome: 'failed', target: '74.118.139.108' }]);
    expect(attempts[0]?.events.map(({ by }) => by)).toEqual(['time-only', ...Array(7).fill('sequence')]);
  });

  test('an hour later is another', () => {
    const book = logbook().lsa(0, 6041, refuse()).lsa(3600, 6041, refuse());
    expect(correlate(book, withoutStack).attempts).toHaveLength(2);
  });

  test('of another target is another', () => {
    const book = logbook().lsa(0, 6041, refuse()).lsa(1, 6041, refuse('TERMSRV/rds02'));
    expect(correlate(book, withoutStack).attempts).toHaveLength(2);
  });

  test.each(['rds02', 'RDS02:3390'])('belongs to the client’s own attempt at %s', (Value) => {
    const book = logbook()
      .client(0, 1024, { Value }, { activityId: client })
      .lsa(1, 6041, refuse('TERMSRV/rds02'))
      .client(2, 1026, { Value: 3848 }, { activityId: client });
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.events.find(({ event }) => event.kind === 'credssp-version-refused')?.by).toBe(
      'client-endpoint',
    );
  });

  test('does not disturb a later attempt at the same target', () => {
    const book = logbook()
      .lsa(0, 6041, refuse('TERMSRV/rds02'))
      .client(600, 1024, { Value: 'rds02' }, { activityId: client })
      .lsa(601, 6041, refuse('TERMSRV/rds02'));
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toHaveLength(2);
    expect(idsOf(attempts[1])).toEqual(['ClientActiveXCore 1024', 'LsaSrv 6041']);
  });

  test('of something else than Remote Desktop is none of ours', () => {
    const book = logbook().lsa(0, 6041, refuse('HTTP/intranet'));
    const { attempts, unattached } = correlate(book, withoutStack);
    expect(attempts).toEqual([]);
    expect(unattached).toHaveLength(1);
  });
});
