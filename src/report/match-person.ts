import type { Account, Attempt, Endpoint, Viewpoint } from '../model/attempt.ts';

/** Whether an attempt is a person's or a client's; `unknown`: no record of it says. */
export type Match = 'yes' | 'no' | 'unknown';

/** Holds `alice`, `CORP\alice` or `alice@corp.example` against the account of an attempt. */
export function matchUser(stated: string, account: Account | undefined): Match {
  if (account === undefined || account.name === '') return 'unknown';
  const wanted = lower(stated);
  const name = lower(account.name);
  if (name === wanted) return 'yes';
  const [, domain = '', own = ''] = /^([^\\]*)\\(.*)$/s.exec(wanted) ?? [];
  if (own !== '') return name === own && isDomain(domain, account.domain) ? 'yes' : 'no';
  // What stands after the @ need not be the name of the domain; before it is the account, as a rule.
  const person = wanted.replace(/@[^@]*$/, '');
  return name === person || name.replace(/@[^@]*$/, '') === wanted ? 'yes' : 'no';
}

/** `CORP` and `corp.example` are one domain; `.` is whatever machine it is. */
const isDomain = (stated: string, domain: string): boolean =>
  stated === '.' || domain === '' || firstLabel(lower(stated)) === firstLabel(lower(domain));

/** What an attempt says about where it came from. */
interface Place {
  readonly client?: Endpoint | undefined;
  readonly seenBy: Viewpoint;
  readonly host: string;
}

/** Holds an address or a computer's name against the client of an attempt. */
export function matchClient(stated: string, { client, seenBy, host }: Place): Match {
  const wanted = lower(stated).replace(/^\[(.*)\]$/, '$1');
  const isAddress = /^[\d.]+$/.test(wanted) || wanted.includes(':');
  const isName = (name: string): boolean =>
    lower(name) === wanted || (!isAddress && firstLabel(lower(name)) === firstLabel(wanted));
  // On the client's own machine the client is the machine, and its address is seldom in its log.
  if (seenBy === 'client')
    return isAddress ? addressMatch(wanted, client?.address) : isName(host) ? 'yes' : 'no';
  if (isAddress) return addressMatch(wanted, client?.address);
  if (client?.name === undefined || client.name === '') return 'unknown';
  return isName(client.name) ? 'yes' : 'no';
}

function addressMatch(wanted: string, address: string | undefined): Match {
  if (address === undefined || address === '') return 'unknown';
  return lower(address) === wanted ? 'yes' : 'no';
}

/** A person as stated. */
interface Stated {
  readonly user?: string;
  readonly client?: string;
}

/** Whether a user or a client was stated. */
export const isPersonal = ({ user, client }: Stated): boolean => user !== undefined || client !== undefined;

/** Who was stated, in words: `user alice from client 10.0.0.1`. */
export const whomText = ({ user, client }: Stated): string =>
  [
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(client === undefined ? [] : [`client ${client}`]),
  ].join(' from ');

/** Whether an attempt is surely of this user and client; without either, none is. */
export const isOfPerson = (
  attempt: Place & { readonly account?: Account | undefined },
  stated: Stated,
): boolean =>
  isPersonal(stated) &&
  (stated.user === undefined || matchUser(stated.user, attempt.account) === 'yes') &&
  (stated.client === undefined || matchClient(stated.client, attempt) === 'yes');

const lower = (text: string): string => text.trim().toLowerCase();
const firstLabel = (name: string): string => name.replace(/\..*$/, '');

/** An attempt's client by its address; on the client's own machine the client is the machine. */
export const clientName = ({
  client,
  seenBy,
  host,
}: Pick<Attempt, 'client' | 'seenBy' | 'host'>): string | undefined =>
  client?.address ?? (seenBy === 'client' ? host : undefined);
