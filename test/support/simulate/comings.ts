import type { Client, Person } from '../scenarios/actors.ts';
import { isOldWindows } from '../scenarios/windows.ts';
import { exponential, happens, pickWeighted } from './chance.ts';
import { failAtDesk, noteAtDesk } from './desk.ts';
import type { Failure } from './failures/failure.ts';
import { failAtGateway } from './failures/at-gateway.ts';
import { failures } from './failures/index.ts';
import type { Member } from './people.ts';
import { beginScene, endScene, type Site } from './site.ts';
import { openEnhancedSession } from './vmbus.ts';
import { visit } from './visits.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
/** How far apart one host's visitors come. */
export const BETWEEN_VISITS: number = 6 * MINUTE;
/** In the morning all come at once. */
const RUSH = 0.25;
const BETWEEN_RUSHING = 3 * SECOND;
const USUAL_WAIT = (BETWEEN_VISITS - RUSH * BETWEEN_RUSHING) / (1 - RUSH);
/** Part of the visits that fail. */
const FAILING = 0.3;
/** Part of the failures that a gateway is to blame for, where there is one. */
const AT_GATEWAY = 0.3;
/** Part of the failures that one client alone knows, where its logs are there. */
const AT_DESK = 0.1;
/** Part of a workstation's visits that come from the machine it is a guest of. */
const ENHANCED = 0.08;

/** People come one after another, so many times in all; each coming plans the next. */
export function peopleCome(site: Site, left: number): void {
  if (left <= 0) return;
  const { agenda, random } = site;
  const next =
    Math.max(
      agenda.now + exponential(random, happens(random, RUSH) ? BETWEEN_RUSHING : USUAL_WAIT),
      site.downUntil,
    ) + random.integer(0, SECOND);
  agenda.at(Math.round(next), () => {
    if (agenda.now < site.downUntil) peopleCome(site, left);
    else if (happens(random, FAILING)) fail(site, left);
    else {
      come(site);
      peopleCome(site, left - 1);
    }
  });
}

/** Somebody comes and is let in. */
function come(site: Site): void {
  const { random, host, flavour, seats } = site;
  const [client, person] = somebody(site);
  const free = [...seats.values()].every(({ session }) => !session.connected);
  // A workstation shows one session at a time; whoever has it comes back to it.
  const holder = flavour.workstation && !free ? holderOf(site) : undefined;
  if (holder) visit(site, random.pick(holder.clients), holder.person);
  else if (flavour.workstation && !isOldWindows(host) && happens(random, ENHANCED))
    openEnhancedSession(site, person);
  else visit(site, client, person);
}

const holderOf = ({ members, seats }: Site): Member | undefined =>
  members.find(({ person }) => seats.get(person.sid)?.session.connected);

function somebody({ random, members }: Site): [Client, Person] {
  const { person, clients } = random.pick(members);
  return [random.pick(clients), person];
}

/** Somebody fails, tries again a few times for the same reason, and gives up; or the host fails everybody. */
function fail(site: Site, left: number): void {
  const { random } = site;
  const [client, person] = somebody(site);
  if (site.desk && happens(random, AT_DESK)) {
    failAtDesk(site, site.desk, site.desk.person);
    peopleCome(site, left - 1);
    return;
  }
  if (site.gateway && happens(random, AT_GATEWAY)) {
    failAtGateway(site, site.gateway, client, person);
    peopleCome(site, left - 1);
    return;
  }
  const failure = pickWeighted(
    random,
    failures.filter(({ fits }) => fits?.(site, person) ?? true),
  );
  failure.prepare?.(site);
  const tries = Math.min(left, random.integer(...failure.tries));
  const retry = { site, failure, client, person };
  if (failure.everybody) tryAll(retry, tries, left);
  else {
    tryAll(retry, tries);
    peopleCome(site, left - tries);
  }
}

interface Retry {
  readonly site: Site;
  readonly failure: Failure;
  readonly client: Client;
  readonly person: Person;
}

/** While a host fails everybody nobody else comes: `left` are those who wait until it is repaired. */
function tryAll(retry: Retry, tries: number, left?: number): void {
  const { site, failure } = retry;
  const { agenda, random } = site;
  let { client, person } = retry;
  // Whoever has the right to, tries what others failed in.
  if (failure.everybody && happens(random, 0.6)) {
    const other = somebody(site);
    if (failure.fits?.(site, other[1]) ?? true) [client, person] = other;
  }
  const scene = beginScene(site, 'failure', client, person);
  failure.play(scene);
  noteAtDesk(site, scene);
  endScene(site, scene.attempt);
  const pause = random.integer(4, 90) * SECOND;
  const next = Math.max(scene.clock.now, site.downUntil) + pause;
  if (tries > 1) agenda.at(next, () => tryAll(retry, tries - 1, left === undefined ? undefined : left - 1));
  else if (left !== undefined) {
    failure.repair?.(site);
    site.trouble = undefined;
    agenda.at(next, () => peopleCome(site, left - 1));
  }
}
