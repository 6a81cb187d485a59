import { textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { SECOND, type Micros } from '../model/time.ts';
import type { KnownKind } from '../model/kinds.ts';
import { lastBefore } from '../model/last-before.ts';
import { plainAccount } from './machine-names.ts';
import type { MachineView, OuterView } from './outer-view.ts';

/** The gateway writes that it is connected when the host has accepted, give or take the writing. */
const WRITING: number = SECOND;

/** The connections a gateway made to hosts: one ActivityID runs through a user's whole way. */
export function gatewayViews({ host, names, unattached }: MachineView): OuterView[] {
  const events = unattached.filter(
    ({ kind, activityId }) => kind.startsWith('gateway-') && activityId !== undefined,
  );
  const logonsOf = ownLogons(unattached);
  return [...groupBy(events, ({ activityId }) => activityId)].flatMap(([id = '', chain]) => {
    const connected = chain.filter(({ kind }) => kind === ('gateway-connected' satisfies KnownKind));
    const first = connected[0];
    // A broker sends users on: with two targets in one chain nobody can tell which end is whose.
    if (!first || new Set(connected.map(targetOf)).size > 1) return [];
    const ended = chain.findLast(({ kind }) => kind === ('gateway-disconnected' satisfies KnownKind));
    return [
      {
        host,
        names,
        as: 'gateway',
        id,
        begun: [first.time],
        until: (first.time + WRITING) as Micros,
        ended: ended?.time,
        target: targetOf(first),
        account: textFact(first, 'account'),
        client: textFact(first, 'client'),
        outcome: 'unknown',
        links: [
          ...chain.map((event) => ({ event, by: 'activity-id' as const })),
          ...logonsOf(chain).map((event) => ({ event, by: 'client-endpoint' as const })),
        ],
      },
    ];
  });
}

const targetOf = (event: Event): string | undefined => textFact(event, 'target')?.toLowerCase();

/** The audit writes a logon between the channel's opening and the gateway's word on whom it lets in. */
const LOGON: readonly string[] = ['logon-succeeded'] satisfies KnownKind[];

/** Finds the gateway's own logons of a user on the way: of the same account, from the same address, while it asked who it is. */
function ownLogons(unattached: readonly Event[]): (chain: readonly Event[]) => readonly Event[] {
  const logons = groupBy(
    unattached.filter(({ kind }) => LOGON.includes(kind)),
    whoOf,
  );
  const timeOf = ({ time }: Event): number => time;
  return (chain) => {
    const opened = chain[0];
    const admitted = chain.find(({ kind }) => kind === ('gateway-user-admitted' satisfies KnownKind));
    if (!opened || !admitted) return [];
    // In the host's attempt it must not pass for a logon to the host.
    const own = logons.get(whoOf(admitted)) ?? [];
    return own
      .slice(lastBefore(own, opened.time - 1, timeOf) + 1, lastBefore(own, admitted.time, timeOf) + 1)
      .map((event) => ({ ...event, kind: admitted.kind, stage: admitted.stage }));
  };
}

const whoOf = (event: Event): string =>
  `${textFact(event, 'client') ?? ''} ${plainAccount(textFact(event, 'account') ?? '')}`;
