import * as fc from 'fast-check';
import type { RawEvent } from '../../parsers/raw-event.ts';
import { createPipeline } from '../../src/pipeline.ts';
import type { PatternPack } from '../../src/model/pattern.ts';
import { audit, connectionId, logbook, type Logbook } from '../support/events.ts';

/** One step of a made-up story: few values each, so that they collide as they do in real life. */
interface Step {
  readonly what: number;
  /** Clock ticks after the start: many records share one. */
  readonly tick: number;
  readonly n: number;
  readonly client: string;
  readonly user: string;
  readonly session: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(1000),
  tick: fc.nat(400),
  n: fc.nat(5),
  client: fc.constantFrom('198.51.100.7', '203.0.113.9', 'fe80::a1'),
  user: fc.constantFrom('alice', 'bob'),
  session: fc.integer({ min: 1, max: 3 }),
});

type Tell = (book: Logbook, at: number, step: Step) => unknown;

const keyed = ({ n }: Step) => ({ activityId: connectionId(n) });
const refusal: Tell = (book, at, { client, user }) =>
  book.security(at, 4625, audit({ TargetUserName: user, IpAddress: client, IpPort: 0 }));

const stories: readonly Tell[] = [
  (book, at, s) => book.connections(at, 261, { listenerName: 'RDP-Tcp' }, keyed(s)),
  (book, at, s) => book.stack(at, 131, { ConnType: 'TCP', ClientIP: `[${s.client}]:5${s.n}` }, keyed(s)),
  (book, at, s) => book.stack(at, 65, { ConnectionName: `RDP-Tcp#${s.n % 2}` }, keyed(s)),
  (book, at, s) =>
    book.stack(at, 66, { ConnectionName: `RDP-Tcp#${s.n % 2}`, SessionID: s.session }, keyed(s)),
  (book, at, s) => book.stack(at, 139, { ResultCode: '0x80090304', IPString: s.client }, keyed(s)),
  (book, at, s) => book.stack(at, 140, { IPString: s.client }, keyed(s)),
  (book, at, s) => book.stack(at, 102, {}, keyed(s)),
  (book, at, s) => book.stack(at, 103, { ReasonCode: 5 }, keyed(s)),
  (book, at, s) => book.connections(at, 1149, { Param1: s.user, Param2: '', Param3: s.client }, keyed(s)),
  (book, at, s) => book.connections(at, 1149, { Param1: s.user, Param2: '', Param3: s.client }),
  (book, at, s) =>
    book.stack(
      at,
      131,
      { ConnType: 'UDP', ClientIP: `[${s.client}]:6` },
      { activityId: `1283C0C${s.n}-1111-4222-8333-444455556666` },
    ),
  (book, at) => book.tls(at, 36874, { Protocol: 'TLS 1.2' }).tls(at, 36888, { AlertDesc: 40 }),
  (book, at) => book.tls(at, 36871, { Type: 'client', ErrorState: 10013 }),
  (book, at, s) => book.security(at, 4625, audit({ TargetUserName: s.user })),
  refusal,
  (book, at, s) =>
    book.security(
      at,
      4624,
      audit({ TargetUserName: s.user, LogonType: 10, TargetLogonId: `0x${s.session}`, IpAddress: s.client }),
    ),
  (book, at, s) =>
    book.security(at, 4634, { TargetUserName: s.user, LogonType: 10, TargetLogonId: `0x${s.session}` }),
  (book, at, s) =>
    book.security(at, 4778, {
      AccountName: s.user,
      SessionName: `RDP-Tcp#${s.n % 2}`,
      ClientAddress: s.client,
    }),
  (book, at, s) =>
    book.sessions(at, 21, { User: `CORP\\${s.user}`, SessionID: s.session, Address: s.client }, keyed(s)),
  (book, at, s) =>
    book.sessions(at, 25, { User: `CORP\\${s.user}`, SessionID: s.session, Address: s.client }),
  (book, at, s) => book.sessions(at, 40, { Session: s.session, Reason: 5 }, keyed(s)),
  (book, at, s) => book.sessions(at, 24, { User: `CORP\\${s.user}`, SessionID: s.session, Address: 'LOCAL' }),
  (book, at, s) => book.client(at, 1024, { Value: s.client }, keyed(s)),
  (book, at, s) => book.lsa(at, 6041, [`TERMSRV/${s.client}`, '4']),
];

/** The records of a host on a bad day, in the order in which they were written. */
export const badDay = (computer?: string): fc.Arbitrary<readonly RawEvent[]> =>
  fc.array(step, { minLength: 1, maxLength: 60 }).map((steps) => {
    const book = logbook(computer);
    for (const one of steps.toSorted((a, b) => a.tick - b.tick)) {
      stories[one.what % stories.length]?.(book, one.tick * 0.0156, one);
    }
    return book.raws();
  });

export interface Input {
  readonly path: string;
  readonly raws: readonly RawEvent[];
}

/** The report of these inputs, read in this order, as JSON. */
export function reportOf(inputs: readonly Input[], packs: readonly PatternPack[] = []): string {
  const pipeline = createPipeline({ version: 'test', packs });
  for (const { path, raws } of inputs) {
    const input = pipeline.open({ path });
    for (const raw of raws) {
      input.observe(raw.computer, raw.channel, raw.recordId, raw.time);
      input.push(raw);
    }
    input.end({ format: 'evtx', bytes: 0, state: 'ok' });
  }
  return JSON.stringify(pipeline.close());
}

/** The same items in any order. */
export const shuffled = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
