import { type Client, type Person, accountName, ephemeralPort } from './actors.ts';
import type { Clock } from './clock.ts';
import { randomGuid } from './guids.ts';
import type { Host } from './host.ts';
import { logonSucceeded } from './logon-audit.ts';
import { logonEnded } from './session-audit.ts';
import { type Fields, NETWORK_SERVICE, namedFields } from './rdp-events.ts';

/** ERROR_GRACEFUL_DISCONNECT: what a normal end of a connection through the gateway carries. */
const NORMAL_END = 1226;
/** E_PROXY_RAP_ACCESSDENIED, without its facility: no resource policy allows the target. */
const RESOURCE_DENIED = 23_002;
/** E_PROXY_NAP_ACCESSDENIED: no connection policy allows the user. */
const USER_DENIED = 23_003;
/** E_PROXY_TS_CONNECTFAILED: the target does not answer. */
const NO_CONNECTION = 23_005;

/** Somebody at a gateway: one ActivityID for the whole chain. */
export interface GatewayVisit {
  readonly gateway: Host;
  readonly person: Person;
  readonly client: Client;
  readonly target: string;
  readonly activityId: string;
  readonly startedAt: number;
}

/** Somebody opens the two channels to the gateway, before it knows whether they may: 312, 313. */
export function openChannels(
  gateway: Host,
  clock: Clock,
  person: Person,
  client: Client,
  target: string,
): GatewayVisit {
  const activityId = randomGuid(gateway.random);
  const visit = { gateway, person, client, target, activityId, startedAt: clock.now };
  const channel = (): Fields => ({
    Username: accountName(person),
    IpAddress: `${client.address}:${ephemeralPort(gateway.random)}`,
  });
  emitGateway(visit, clock.now, 312, channel(), 0);
  emitGateway(visit, clock.wait(40, 120), 313, channel(), 0);
  return visit;
}

/** Somebody opens the two channels to the gateway and is admitted: 312, 313, 4624, 200. */
export function enterGateway(
  gateway: Host,
  clock: Clock,
  person: Person,
  client: Client,
  target: string,
): GatewayVisit {
  const visit = openChannels(gateway, clock, person, client, target);
  const logonId = gateway.nextLogonId();
  logonSucceeded(gateway, clock.wait(30, 90), person, {
    logonId,
    type: 3,
    process: 'NtLmSsp ',
    package: 'NTLM',
    workstation: client.name,
    address: client.address,
    port: ephemeralPort(gateway.random),
  });
  emitGateway(visit, clock.wait(5, 20), 200, request(visit, '', 0));
  logonEnded(gateway, clock.wait(200, 900), person, logonId, 3);
  return visit;
}

/** The gateway allows the target and connects to it: 300, 302. */
export function passGateway(visit: GatewayVisit, clock: Clock): void {
  emitGateway(visit, clock.wait(20, 60), 300, request(visit, visit.target, 0));
  emitGateway(visit, clock.wait(15, 60), 302, request(visit, visit.target, 0));
}

/** No resource policy allows the target by the name that was typed: 301. */
export function refuseTarget(visit: GatewayVisit, clock: Clock): void {
  emitGateway(visit, clock.wait(20, 60), 301, request(visit, visit.target, RESOURCE_DENIED), 3);
}

/** The connection policy does not let the user in: 201. */
export function refuseUser(visit: GatewayVisit, clock: Clock): void {
  emitGateway(visit, clock.wait(20, 60), 201, request(visit, '', USER_DENIED), 3);
}

/** The target is allowed, and does not answer: 300, and after a while 304. */
export function targetSilent(visit: GatewayVisit, clock: Clock): void {
  emitGateway(visit, clock.wait(20, 60), 300, request(visit, visit.target, 0));
  emitGateway(visit, clock.wait(9000, 22_000), 304, request(visit, visit.target, NO_CONNECTION), 3);
}

/** The connection through the gateway is over: 303 with what went through it. */
export function leaveGateway(visit: GatewayVisit, time: number): void {
  const { random } = visit.gateway;
  const { ConnectionProtocol, ErrorCode, ...who } = request(visit, visit.target, NORMAL_END);
  emitGateway(visit, time, 303, {
    ...who,
    BytesReceived: random.integer(200_000, 900_000),
    BytesTransfered: random.integer(3_000_000, 90_000_000),
    SessionDuration: Math.round((time - visit.startedAt) / 1_000_000),
    ConnectionProtocol,
    ErrorCode,
  });
}

const request = ({ person, client }: GatewayVisit, target: string, code: number) => ({
  Username: accountName(person),
  IpAddress: client.address,
  AuthType: 'NTLM',
  Resource: target,
  ConnectionProtocol: 'HTTP',
  ErrorCode: code,
});

function emitGateway(visit: GatewayVisit, time: number, eventId: number, fields: Fields, level = 4): void {
  const { gateway, activityId } = visit;
  const provider = 'Microsoft-Windows-TerminalServices-Gateway';
  gateway.emit({
    provider,
    providerGuid: '4D5AE6A1-C7C8-4E6D-B840-4D8080B42E1B',
    channel: `${provider}/Operational`,
    eventId,
    level,
    task: 2,
    keywords: 0x4000_0000_0100_0000n,
    time,
    activityId,
    processId: gateway.processes.updates + 400,
    threadId: gateway.processes.updates + 400 + gateway.random.integer(2, 40) * 4,
    userSid: NETWORK_SERVICE,
    payload: { type: 'user-data', root: 'EventInfo', namespace: 'aag', fields: namedFields(fields) },
  });
}
