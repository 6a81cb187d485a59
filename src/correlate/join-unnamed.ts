import { plainName } from '../model/account-name.ts';
import { textFact, type Event } from '../model/event.ts';
import { MINUTE, SECOND } from '../model/time.ts';
import { accountKinds, addTo, clientOf, findFirst, has, isConsole, pickText, type Draft } from './draft.ts';
import { isStackSequence } from './group-in-sequence.ts';

/** From the listener's word to the user's logon on systems that keep no ActivityID. */
const CONNECT_TIME = 2 * MINUTE;
/** Everybody behind a gateway has its address: so many of one address are remembered. */
const MOST_OF_CLIENT = 8;
/** Of several channels nobody tells what came first within the second that a form gives. */
const COARSE = SECOND;

/**
 * Follows connections without ActivityIDs, in the connection manager's and the session manager's words, from step to step; events
 * come in timeline order.
 */
export interface UnnamedConnections {
  began(draft: Draft): void;
  /** Adds the event to the connection it continues, and says which that is. */
  continued(event: Event): Draft | undefined;
}

/**
 * Windows 7: the listener's word names nobody, so that the next step belongs to the latest connection that has not
 * taken it yet; the steps after that name the client.
 */
export function joinUnnamed(): UnnamedConnections {
  const received: Draft[] = [];
  const byClient = new Map<string, Draft[]>();
  const began = (draft: Draft): void => {
    const client = clientOf(draft);
    const own = client === undefined ? received : (byClient.get(client) ?? []);
    own.push(draft);
    if (client === undefined) return;
    if (own.length > MOST_OF_CLIENT) own.shift();
    byClient.set(client, own);
  };
  const take = (event: Event): Draft | undefined => {
    const latest = received.pop();
    // What is not near the latest is not near the ones before it either.
    if (!latest || event.time - latest.start > CONNECT_TIME) return undefined;
    addTo(latest, event, 'sequence');
    began(latest);
    return latest;
  };
  /** The latest of the client that has not taken this step yet. */
  const ofClient = (client: string, event: Event, waits: (draft: Draft) => boolean): Draft | undefined => {
    const own = byClient
      .get(client)
      ?.findLast(
        (draft) => event.time - draft.start <= CONNECT_TIME && isSameUser(draft, event) && waits(draft),
      );
    if (own) addTo(own, event, 'client-endpoint');
    return own;
  };
  return {
    began,
    continued(event) {
      const client = textFact(event, 'client');
      if (client === undefined) return undefined;
      switch (event.kind) {
        case 'authentication-passed':
        case 'security-layer-failed':
          return (
            ofClient(client, event, (draft) => isStackSequence(draft) && isUnnamed(draft, event)) ??
            take(event)
          );
        case 'session-logged-on':
        case 'session-reconnected':
          if (isConsole(event)) return undefined;
          return ofClient(client, event, (draft) => !has(draft, ...logons, ...refusals)) ?? take(event);
        default:
          return undefined;
      }
    },
  };
}

const logons = ['session-logged-on', 'session-reconnected'] as const;
const refusals = ['security-layer-failed', 'credentials-refused'] as const;

/** It was neither let in nor refused before the event. */
function isUnnamed(draft: Draft, event: Event): boolean {
  const logon = findFirst(draft, logons);
  const hadLogon = logon !== undefined && event.time - logon.time > COARSE;
  return !hadLogon && !has(draft, 'authentication-passed', ...refusals);
}

function isSameUser(draft: Draft, event: Event): boolean {
  const [own, named] = [pickText(draft, 'account', accountKinds), textFact(event, 'account')];
  return own === undefined || named === undefined || plainName(own) === plainName(named);
}
