import type { Attempt } from '../model/attempt.ts';
import { byStart } from '../model/by-start.ts';
import type { Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { Micros } from '../model/time.ts';
import { noteCutOffs } from './cut-off.ts';
import { finish } from './finish.ts';
import { groupByActivity } from './group-by-activity.ts';
import { joinClientRefusals } from './join-client.ts';
import { joinByLogonId } from './join-logon-ids.ts';
import { joinDropped } from './join-dropped.ts';
import { joinLockouts } from './join-lockouts.ts';
import { joinLogons, type CoversTime } from './join-logons.ts';
import { joinSchannel } from './join-schannel.ts';
import { joinSessions } from './join-sessions.ts';
import { joinStations } from './join-stations.ts';
import { joinUdp } from './join-udp.ts';
import type { Draft } from './draft.ts';
import { noteReplacers, returnReplacedSessions } from './replaced-sessions.ts';

/** What was seen of a host, as far as the joins must know it. */
export interface HostView {
  readonly host: string;
  /** The protocol stack's log (RdpCoreTS) was seen at all. */
  readonly stackSeen: boolean;
  readonly stackCovers: CoversTime;
}

export interface Correlation {
  /** By start, then id. */
  readonly attempts: readonly Attempt[];
  /** Events that no attempt explains: the remains of overwritten attempts, and those about the host itself. */
  readonly unattached: readonly Event[];
}

/** Attempts before they are finished, and what none of them explains. */
export interface HostJoins {
  readonly drafts: readonly Draft[];
  /** In time order. */
  readonly unattached: readonly Event[];
}

/**
 * Joins the events of one host, which come in timeline order, to attempts. The joins run from the strongest tie to the
 * weakest; each gives on what it could not place.
 *
 * @param carried Attempts of earlier events that were not over: they stay as they are, and take what is theirs.
 */
export function joinHost(
  events: readonly Event[],
  view: HostView,
  carried: readonly Draft[] = [],
): HostJoins {
  const { drafts, udp, loose } = groupByActivity(events, !view.stackSeen, carried);
  const unplaced = [...loose, ...joinUdp(drafts, udp)].sort(byTime);
  const byFamily = groupBy(unplaced, familyOf);
  const by = (family: Family): readonly Event[] => byFamily.get(family) ?? [];

  const unnamed = joinSessions(drafts, joinDropped(drafts, by('session')), !view.stackSeen);
  const byAddress = joinStations(drafts, unnamed);
  const rest = [
    ...returnReplacedSessions(drafts),
    ...joinSchannel(drafts, by('tls')),
    ...joinByLogonId(drafts, [...byAddress, ...joinLogons(drafts, by('logon'), view)].sort(byTime)),
    ...joinClientRefusals(drafts, by('client')),
    ...joinLockouts(drafts, by('other')),
  ];
  noteReplacers(drafts);
  noteCutOffs(drafts, events);
  return { drafts, unattached: rest.sort(byTime) };
}

/** Rebuilds the connection attempts of one host from all its events, which come in timeline order. */
export function correlateHost(events: readonly Event[], view: HostView): Correlation {
  const { drafts, unattached } = joinHost(events, view);
  const lastSeen = (events.at(-1)?.time ?? 0) as Micros;
  const attempts = drafts.map((draft) => finish(draft, view.host, lastSeen)).sort(byStart);
  return { attempts, unattached };
}

const byTime = (a: Event, b: Event): number => a.time - b.time;

type Family = 'session' | 'tls' | 'logon' | 'client' | 'other';

const families: readonly [Family, readonly KnownKind[]][] = [
  [
    'tls',
    [
      'tls-key-unreadable',
      'tls-credential-failed',
      'tls-no-common-cipher',
      'tls-alert-received',
      'tls-alert-sent',
    ],
  ],
  [
    'logon',
    [
      'logon-succeeded',
      'logon-failed',
      'logon-ended',
      'logoff-requested',
      'credentials-presented',
      'ntlm-checked',
      'remote-logon-denied',
    ],
  ],
  [
    'session',
    [
      'connection-received',
      'authentication-passed',
      'credentials-refused',
      'security-layer-failed',
      'station-reconnected',
      'station-disconnected',
      'session-arbitration-started',
      'session-arbitration-ended',
      'session-logged-on',
      'session-reconnected',
      'session-shell-started',
      'session-disconnected',
      'session-disconnect-reason',
      'session-disconnected-by',
      'session-logged-off',
      'session-state-error',
    ],
  ],
  ['client', ['credssp-version-refused']],
];
const familyByKind: ReadonlyMap<string, Family> = new Map(
  families.flatMap(([family, kinds]) => kinds.map((kind) => [kind, family] as const)),
);
const familyOf = (event: Event): Family => familyByKind.get(event.kind) ?? 'other';
