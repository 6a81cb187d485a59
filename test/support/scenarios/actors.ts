import type { Random } from './random.ts';

/** Somebody with an account. */
export interface Person {
  readonly name: string;
  /** The domain, or the machine that keeps the account. */
  readonly domain: string;
  readonly sid: string;
  /** An administrator gets two tokens per desktop logon, and privileges. */
  readonly admin: boolean;
  /** The name as they type it, with whatever domain is left then; absent: name and domain as they are. */
  readonly typed?: { readonly name: string; readonly domain: string };
}

/** A machine that somebody connects from. */
export interface Client {
  readonly name: string;
  readonly address: string;
  /** Offers UDP side channels, as mstsc does. */
  readonly udp: boolean;
}

/** One TCP connection to a host. */
export interface Connection {
  readonly client: Client;
  readonly activityId: string;
  /** The client's. */
  readonly port: number;
  /** N of `RDP-Tcp#N`. */
  readonly number: number;
  /** When it was accepted. */
  readonly startedAt: number;
  /** The thread of TermService that serves it. */
  readonly worker: number;
  /** The thread that reads its socket. */
  readonly socket: number;
}

/** A Windows session of somebody, and the connection that shows it now or showed it last. */
export interface Session {
  readonly id: number;
  readonly person: Person;
  /** Of the desktop logon: what 4778 and 4779 name. */
  readonly logonId: number;
  connection: Connection;
  /** Logons that last as long as the connection. */
  networkLogonId: number;
  connected: boolean;
}

/** The name that RdpCoreTS, 4778 and 4779 give a connection. */
export const connectionName = (connection: Connection): string => `RDP-Tcp#${connection.number}`;

/** The name as the session manager writes it. */
export const accountName = (person: Person): string => `${person.domain}\\${person.name}`;

/** The name and domain that the client sends. */
export const typedName = (person: Person): { readonly name: string; readonly domain: string } =>
  person.typed ?? person;

/** An address and a port as RdpCoreTS writes them: IPv6 in brackets. */
export const endpoint = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** A port that a client's TCP stack chooses. */
export const ephemeralPort = (random: Random): number => random.integer(49_152, 65_535);
