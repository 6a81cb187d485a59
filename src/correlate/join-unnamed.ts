import { textFact, type Event } from '../model/event.ts';
import { MINUTE } from '../model/time.ts';
import { addTo, clientOf, has, isConsole, type Draft } from './draft.ts';
import { isStackSequence } from './group-in-sequence.ts';

/** From the listener's word to the user's logon on systems that keep no ActivityID. */
const CONNECT_TIME = 2 * MINUTE;

/** Follows connections without ActivityIDs, in the connection manager's and the session manager's words, from step to step; events come in timeline order. */
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
  const byClient = new Map<string, Draft>();
  const began = (draft: Draft): void => {
    const client = clientOf(draft);
    if (client === undefined) received.push(draft);
    else byClient.set(client, draft);
  };
  const take = (event: Event): Draft | undefined => {
    const latest = received.pop();
    // What is not near the latest is not near the ones before it either.
    if (!latest || event.time - latest.start > CONNECT_TIME) return undefined;
    addTo(latest, event, 'sequence');
    began(latest);
    return latest;
  };
  const inSequence = (client: string, event: Event): Draft | undefined => {
    const own = byClient.get(client);
    if (!own || !isStackSequence(own) || event.time - own.start > CONNECT_TIME || isNamed(own))
      return undefined;
    addTo(own, event, 'client-endpoint');
    return own;
  };
  return {
    began,
    continued(event) {
      const client = textFact(event, 'client');
      switch (event.kind) {
        case 'authentication-passed':
        case 'security-layer-failed':
          if (client === undefined) return undefined;
          return inSequence(client, event) ?? take(event);
        case 'session-logged-on':
        case 'session-reconnected': {
          if (client === undefined || isConsole(event)) return undefined;
          const own = byClient.get(client);
          if (!own || event.time - own.start > CONNECT_TIME || hasLogon(own)) return take(event);
          addTo(own, event, 'client-endpoint');
          return own;
        }
        default:
          return undefined;
      }
    },
  };
}

const isNamed = (draft: Draft): boolean => has(draft, 'authentication-passed') || hasLogon(draft);
const hasLogon = (draft: Draft): boolean =>
  has(draft, 'session-logged-on', 'session-reconnected', 'security-layer-failed', 'credentials-refused');
