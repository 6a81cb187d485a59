import type { Client, Person } from './actors.ts';

/** Everybody and everything in these stories is invented. */
const CORP = 'S-1-5-21-1804289383-846930886-1681692777';
const WS07 = 'S-1-5-21-719885386-1649760492-596516649';
const SRV08 = 'S-1-5-21-1965331169-1417001333-725345543';

export const alice: Person = { name: 'alice', domain: 'CORP', sid: `${CORP}-1104`, admin: false };
export const bob: Person = { name: 'bob', domain: 'CORP', sid: `${CORP}-1105`, admin: false };
export const carol: Person = { name: 'carol', domain: 'CORP', sid: `${CORP}-1106`, admin: true };
/** Bob's account on his own workstation, with a password of its own. */
export const localBob: Person = { name: 'bob', domain: 'WS-07', sid: `${WS07}-1001`, admin: false };

export const localAlice: Person = { name: 'alice', domain: 'SRV08', sid: `${SRV08}-1002`, admin: false };

export const wsAlice: Client = { name: 'WS-ALICE', address: '10.20.30.11', udp: true };
export const wsBob: Client = { name: 'WS-BOB', address: '10.20.30.12', udp: true };
/** Behind a firewall that lets no UDP out. */
export const wsCarol: Client = { name: 'WS-CAROL', address: '192.0.2.113', udp: false };
export const ltAlice: Client = { name: 'LT-ALICE', address: '10.20.30.21', udp: true };
export const ltBob: Client = { name: 'LT-BOB', address: '10.20.30.44', udp: true };
