import { ephemeralPort } from '../../scenarios/actors.ts';
import { emitAudit, subject } from '../../scenarios/audit.ts';
import { createClock } from '../../scenarios/clock.ts';
import {
  enterGateway,
  type GatewayVisit,
  openChannels,
  refuseTarget,
  refuseUser,
  targetSilent,
} from '../../scenarios/gateway-events.ts';
import type { Host } from '../../scenarios/host.ts';
import { refusedLogon } from '../../scenarios/logon-audit.ts';
import { namedFields } from '../../scenarios/rdp-events.ts';
import type { Clock } from '../../scenarios/clock.ts';
import type { Client, Person } from '../../scenarios/actors.ts';
import { createAttemptLog, type Sign } from '../attempt-log.ts';
import { pickWeighted } from '../chance.ts';
import type { Site } from '../site.ts';
import { logonFailedWith } from './failure.ts';

const GATEWAY = 'Microsoft-Windows-TerminalServices-Gateway';
const WRONG_PASSWORD = 0xc000_006a;

interface GatewayFailure {
  readonly cause: string;
  readonly weight: number;
  readonly sign: Sign;
  readonly play: (gateway: Host, clock: Clock, person: Person, client: Client, target: string) => void;
}

const gatewaySign = (eventId: number): Sign => ({ provider: GATEWAY, eventId });

const refusals: readonly GatewayFailure[] = [
  {
    cause: 'rdg-cap-denied',
    weight: 2,
    sign: gatewaySign(201),
    play: (...who) => refuseUser(openChannels(...who), who[1]),
  },
  {
    cause: 'rdg-rap-denied',
    weight: 3,
    sign: gatewaySign(301),
    play: (...who) => refuseTarget(enterGateway(...who), who[1]),
  },
  {
    cause: 'rdg-target-unreachable',
    weight: 2,
    sign: gatewaySign(304),
    play: (...who) => targetSilent(enterGateway(...who), who[1]),
  },
  {
    cause: 'rdg-user-credentials',
    weight: 3,
    sign: logonFailedWith(WRONG_PASSWORD),
    play: (...who) => signInFailed(openChannels(...who), who[1]),
  },
];

/** The gateway turns somebody away; the host never hears of it. */
export function failAtGateway(
  site: Site,
  gateway: NonNullable<Site['gateway']>,
  client: Client,
  person: Person,
): void {
  const { agenda, random } = site;
  const attempt = createAttemptLog({
    id: `${site.host.machine.name}-${++site.attempts}`,
    host: gateway.host.computer,
    kind: 'failure',
    client: client.address,
    account: person.name,
    start: agenda.now,
    reach: 'gateway',
  });
  const failure = pickWeighted(random, refusals);
  Object.assign(attempt, { cause: failure.cause, outcome: 'failed', signs: [failure.sign] });
  failure.play(
    gateway.host.near(attempt),
    createClock(random, agenda.now),
    person,
    client,
    site.host.computer,
  );
  agenda.close(attempt);
}

/** The gateway's own logon fails: over the web server, with a real port. */
function signInFailed({ gateway, person, client }: GatewayVisit, clock: Clock): void {
  const fields = namedFields(
    subject(gateway, false),
    refusedLogon(
      person,
      { status: 0xc000_006d, subStatus: WRONG_PASSWORD, reason: '%%2313' },
      { type: 3, process: 'NtLmSsp ', package: 'NTLM', workstation: client.name },
    ),
    { IpAddress: client.address, IpPort: String(ephemeralPort(gateway.random)) },
  );
  emitAudit(gateway, clock.wait(30, 120), 4625, fields, true);
}
