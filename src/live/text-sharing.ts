import type { Event, Facts, FactValue } from '../model/event.ts';
import { createKnownLately } from '../model/known-lately.ts';

/** A fleet has some thousand such texts at a time; names that are made up must not fill the memory. */
const MOST_TEXTS = 20_000;
/** Facts that many records have are few, and come all the time; most of the others no second record has. */
const MOST_FACTS = 4000;

/**
 * Makes records hold once what many of them say: the names of channels, machines and people come with each, and most of
 * what is held of a record would be these. It is the same record, as it comes from its log.
 */
export function createTextSharing(): (event: Event) => Event {
  const knownText = createKnownLately<string>(MOST_TEXTS);
  const knownFacts = createKnownLately<Facts>(MOST_FACTS);
  const share = (text: string): string => knownText(text, () => text);
  const shareValues = (facts: Facts): Facts => {
    const shared: Record<string, FactValue | undefined> = {};
    for (const name in facts) {
      const value = facts[name];
      shared[name] = typeof value === 'string' ? share(value) : value;
    }
    return shared;
  };
  const shareFacts = (facts: Facts): Facts =>
    knownFacts(JSON.stringify(Object.entries(facts)), () => shareValues(facts));
  const shareSource = ({
    input,
    channel,
    provider,
    eventId,
    recordId,
    life,
  }: Event['source']): Event['source'] => {
    const source = {
      input: share(input),
      channel: share(channel),
      provider: share(provider),
      eventId,
      recordId,
    };
    return life === undefined ? source : { ...source, life };
  };
  return ({ kind, stage, time, host, source, activityId, processId, facts, summary }) => ({
    kind,
    stage,
    time,
    host: share(host),
    source: shareSource(source),
    activityId: activityId === undefined ? undefined : share(activityId),
    processId,
    facts: shareFacts(facts),
    summary: share(summary),
  });
}
