import { createHash } from 'node:crypto';
import type { Person } from './actors.ts';
import type { Clock } from './clock.ts';
import { clientActivity } from './guids.ts';
import type { Host } from './host.ts';
import { type Fields, namedFields } from './rdp-events.ts';

/** One press of mstsc's Connect button, seen from the client. */
export interface ClientTry {
  readonly host: Host;
  readonly person: Person;
  readonly server: { readonly name: string; readonly address: string };
  readonly activityId: string;
  readonly processId: number;
  readonly threads: { readonly window: number; readonly network: number };
}

const levels: Readonly<Record<number, number>> = { 226: 3 };
const tasks: Readonly<Record<number, number>> = { 226: 104 };
const opcodes: Readonly<Record<number, number>> = { 226: 19, 1026: 11 };

function emitClient(attempt: ClientTry, time: number, eventId: number, fields: Fields = {}): void {
  const onWindow = eventId === 1024 || eventId === 1026 || eventId === 1029;
  attempt.host.emit({
    provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
    providerGuid: '28AA95BB-D444-4719-A36F-40462168127E',
    channel: 'Microsoft-Windows-TerminalServices-RDPClient/Operational',
    eventId,
    level: levels[eventId] ?? 4,
    task: tasks[eventId] ?? 101,
    opcode: opcodes[eventId] ?? 10,
    keywords: 0x4000_0000_0000_0000n,
    time,
    activityId: attempt.activityId,
    processId: attempt.processId,
    threadId: onWindow ? attempt.threads.window : attempt.threads.network,
    userSid: attempt.person.sid,
    payload: { type: 'event-data', fields: namedFields(fields) },
  });
}

function startClient(host: Host, person: Person, server: ClientTry['server']): ClientTry {
  const thread = (): number => host.random.integer(500, 4000) * 4;
  return {
    host,
    person,
    server,
    activityId: clientActivity(host.random),
    processId: thread(),
    threads: { window: thread(), network: thread() },
  };
}

const value = (Name: string, Value: string | number): Fields => ({ Name, Value, CustomLevel: 'Info' });

/** mstsc names the server, finds TLS there, and has credentials: 1024, 1028, 1029, 1102. */
export function clientConnects(
  host: Host,
  clock: Clock,
  person: Person,
  server: ClientTry['server'],
): ClientTry {
  const attempt = startClient(host, person, server);
  emitClient(attempt, clock.now, 1024, value('Server Name', server.name));
  emitClient(attempt, clock.wait(60, 120), 1028, { TraceMessage: 'supported' });
  // The password is a saved one: nobody has to be asked.
  emitClient(attempt, clock.wait(40, 110), 1029, { TraceMessage: `${userHash(person)}-` });
  emitClient(attempt, clock.wait(30, 70), 1102, value('ServerAddress', server.address));
  return attempt;
}

/** mstsc looks for the server and nobody answers: 1024, then 1026. */
export function clientFindsNobody(
  host: Host,
  clock: Clock,
  person: Person,
  server: ClientTry['server'],
  reason: number,
): void {
  const attempt = startClient(host, person, server);
  emitClient(attempt, clock.now, 1024, value('Server Name', server.name));
  emitClient(attempt, clock.wait(20_800, 21_300), 1026, value('Disconnect Reason', reason));
}

/** The connection stands and the session is there: 1103, 1025, 1027. */
export function clientArrives(attempt: ClientTry, clock: Clock, person: Person, sessionId: number): void {
  emitClient(attempt, clock.wait(25, 45), 1103);
  emitClient(attempt, clock.wait(400, 900), 1025);
  emitClient(attempt, clock.wait(700, 1500), 1027, { DomainName: person.domain, SessionId: sessionId });
}

/** mstsc's own state machine failed in the security handshake, with a code that says nothing: E_FAIL. */
export function clientHandshakeFailed(attempt: ClientTry, time: number): void {
  emitClient(attempt, time, 226, {
    StateTransitionName: 'RDPClient_SSL',
    PreviousState: 2,
    PreviousStateName: 'TsSslStateHandshakeStart',
    NewState: 10,
    NewStateName: 'TsSslStateDisconnecting',
    Event: 8,
    EventName: 'TsSslEventStartHandshakeFailed',
    // Real logs write this name with a space.
    'Error Code': 0x8000_4005,
  });
}

/** mstsc ends the connection: 1105, 1026. */
export function clientEnds(attempt: ClientTry, clock: Clock, reason: number): void {
  emitClient(attempt, clock.wait(1, 4), 1105);
  emitClient(attempt, clock.wait(1, 6), 1026, value('Disconnect Reason', reason));
}

const userHash = (person: Person): string =>
  createHash('sha256').update(Buffer.from(person.name, 'utf16le')).digest('base64');
