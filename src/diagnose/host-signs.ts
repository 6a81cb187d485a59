import type { LinkedEvent } from '../model/attempt.ts';
import type { HostDiagnosis } from '../model/diagnosis.ts';
import { inTime, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { onceEach } from '../model/once-each.ts';
import type { EventMatcher, Pattern, Sign } from '../model/pattern.ts';
import { personOf } from '../model/person.ts';
import { micros, SECOND, type Micros } from '../model/time.ts';
import { confidences, weakest } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import type { EventIndex } from './event-index.ts';
import { wholePast, type KnownPast } from './known-past.ts';
import { hasKinds, matches, stretches } from './match.ts';
import { SHOWN_EVIDENCE } from './match-tallies.ts';
import { nothingKnown, type KnownOfSign, type SignProof } from './proof-memory.ts';
import type { WasSeen } from './surroundings.ts';

/** What the host signs of patterns look at. */
export interface SignScene {
  readonly host: string;
  /** In time order. */
  readonly unattached: readonly Event[];
  readonly wasSeen: WasSeen;
  /** All events of the host, those of its attempts among them. */
  readonly index: EventIndex;
  /** How much of what was before is known; absent: all of it. */
  readonly past?: KnownPast;
}

/** Runs the host signs of all patterns alone: what holds by records that belong to no attempt. */
export function hostCauses(scene: SignScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  return ask(scene, patterns).flatMap((asked) => {
    const held = whereHeld(asked, asked.signs, scene);
    const { host } = scene;
    return held.length > 0 ? [{ host, pattern: asked.pattern, ...together(held), attempts: [] }] : [];
  });
}

/** What each host sign of all patterns rests on by itself: the first that holds may not be the one that will. */
export const hostProofs = (scene: SignScene, patterns: readonly Pattern[]): readonly SignProof[] =>
  ask(scene, patterns).flatMap((asked) =>
    asked.signs.flatMap((one) => {
      const held = whereHeld(asked, [one], scene);
      const evidence = new Map(held.flatMap(proofsIn));
      const namesNobody = asked.nameless.some((event) => fits(one.counting, event));
      const { pattern } = asked;
      return evidence.size > 0 || namesNobody ? [{ pattern, sign: one.sign, evidence, namesNobody }] : [];
    }),
  );

const proofsIn = ({ evidence, ...proof }: Held): readonly (readonly [Event, Omit<Held, 'evidence'>])[] =>
  evidence.map((event) => [event, proof]);

/** What does not depend on a host: made once for all of them. */
interface Prepared {
  readonly pattern: Pattern;
  readonly kinds: ReadonlySet<string>;
  readonly signs: readonly PreparedSign[];
  /** Those by which a more specific cause is shown by several records together. */
  readonly rivals: readonly PreparedSign[];
}

interface PreparedSign {
  readonly sign: Sign;
  /** Microseconds. */
  readonly reach: number;
  /** What it rests on. */
  readonly counting: readonly EventMatcher[];
  /** The same, and what refutes it. */
  readonly asked: readonly EventMatcher[];
}

/** A pattern with what there is to hold it against. */
interface Asked {
  readonly pattern: Pattern;
  /** Those for which there are events of the kinds they want. */
  readonly signs: readonly AskedSign[];
  /** What they ask for, in time order. */
  readonly links: readonly LinkedEvent[];
  /** The same by the people they name; empty where it is about the host. */
  readonly people: readonly (readonly LinkedEvent[])[];
  /** What counts and names nobody. */
  readonly nameless: readonly Event[];
}

/** A sign with what is known of the past for it. */
interface AskedSign extends PreparedSign {
  /** Says of which records it can be judged. */
  readonly isKnown: (link: LinkedEvent) => boolean;
  /** What was a proof when more was known. */
  readonly proofs: KnownOfSign['evidence'];
}

/** What else there is to judge a sign by. */
interface AroundSign {
  readonly past: KnownPast;
  /** Nothing told so before. */
  readonly isNewlyOfHost: boolean;
  /** Up to when half of a more specific cause may be forgotten. */
  readonly rivalsTo: number;
}

const prepare = onceEach((patterns: readonly Pattern[]): readonly Prepared[] => {
  const signed = patterns.filter(({ hostSigns }) => hostSigns.length > 0);
  const signsOf = new Map(signed.map(({ id, hostSigns }) => [id, hostSigns.map(preparedSign)]));
  return signed.map((pattern) => {
    const signs = signsOf.get(pattern.id) ?? [];
    return {
      pattern,
      kinds: new Set(signs.flatMap(({ asked }) => asked.flatMap(({ kinds }) => kinds))),
      signs,
      rivals: pattern.yieldsTo.flatMap((id) => signsOf.get(id)?.filter(wantsSeveral) ?? []),
    };
  });
});

const preparedSign = (sign: Sign): PreparedSign => {
  const counting = [...sign.all, ...sign.any];
  const reach = sign.within === undefined ? EVER : sign.within * SECOND;
  return { sign, reach, counting, asked: [...counting, ...sign.none] };
};

/** Longer than any log: how far a sign without a time looks. */
const EVER = Number.MAX_SAFE_INTEGER;

const wantsSeveral = ({ sign: { all, any } }: PreparedSign): boolean =>
  all.reduce((sum, { atLeast }) => sum + atLeast, any.length > 0 ? 1 : 0) > 1;

function ask({ unattached, past = wholePast }: SignScene, patterns: readonly Pattern[]): readonly Asked[] {
  const links = unattached.map((event): LinkedEvent => ({ event, by: 'activity-id' }));
  const places = groupBy(links.keys(), (place) => links[place]?.event.kind);
  const may = ({ sign }: PreparedSign): boolean => hasKinds(sign, { hasKind: (kind) => places.has(kind) });
  const ofKinds = (kinds: ReadonlySet<string>): readonly LinkedEvent[] => {
    const lists = [...kinds].flatMap((kind) => [places.get(kind) ?? []]).filter(({ length }) => length > 0);
    const own = lists.length > 1 ? lists.flat().sort((a, b) => a - b) : (lists[0] ?? []);
    return own.flatMap((place) => links[place] ?? []);
  };
  return prepare(patterns).flatMap(({ pattern, kinds, signs, rivals }) => {
    const wanted = signs.filter(may);
    if (wanted.length === 0) return [];
    const own = ofKinds(kinds).filter(({ event }) => wanted.some(({ asked }) => fits(asked, event)));
    const counted = own.filter(({ event }) => wanted.some(({ counting }) => fits(counting, event)));
    // Most hosts have the kinds of records, with other codes.
    if (counted.length === 0) return [];
    const nameless = counted.flatMap(({ event }) => (personOf(event) === undefined ? [event] : []));
    const wasOfHost = wanted.some(({ sign }) => past.known(pattern, sign).namesNobody);
    const isOfHost = wasOfHost || nameless.length > 0;
    const rivalsTo = forgottenTo(rivals.filter(may), past);
    const around = { past, isNewlyOfHost: isOfHost && !wasOfHost, rivalsTo };
    const asked = wanted.map((one) => askedSign(pattern, one, around));
    return [{ pattern, signs: asked, links: own, people: isOfHost ? [] : byPerson(asked, own), nameless }];
  });
}

const fits = (matchers: readonly EventMatcher[], event: Event): boolean =>
  matchers.some((matcher) => matches(matcher, event));

/** Up to when such a sign may have held of which half is forgotten. What shows it by itself would have been a proof. */
const forgottenTo = (signs: readonly PreparedSign[], past: KnownPast): number =>
  Math.max(...signs.map(({ counting, reach }) => past.aloneForgottenTo(counting) + reach));

/**
 * What counts must be whole since then, or have been a proof: of other records what would refute them may be forgotten. What
 * refutes does so however old it is. A proof that was of a person proves nothing of the host: another's success, which is
 * forgotten, would speak against it.
 */
function askedSign(
  pattern: Pattern,
  one: PreparedSign,
  { past, isNewlyOfHost, rivalsTo }: AroundSign,
): AskedSign {
  const { sign, asked } = one;
  const { none, within } = sign;
  const known = isNewlyOfHost && none.length > 0 ? nothingKnown : past.known(pattern, sign);
  const proofs = known.evidence;
  // What refutes it may be of any time.
  const isOpen = within === undefined && past.aloneForgottenTo(none) !== -Infinity;
  const since = isOpen ? Infinity : Math.max(past.aloneForgottenTo(asked), rivalsTo);
  const isKnown = ({ event }: LinkedEvent): boolean =>
    event.time > since || proofs.has(event) || fits(none, event);
  return { ...one, proofs, isKnown };
}

type Held = Pick<HostDiagnosis, 'confidence' | 'evidence' | 'contradicting'>;

/** What holds more than once is as sure as the surest time. */
const together = (held: readonly Held[]): Held => ({
  confidence:
    confidences.findLast((rung) => held.some(({ confidence }) => confidence === rung)) ?? 'possible',
  evidence: inTime(held.flatMap(({ evidence }) => evidence)),
  contradicting: inTime(held.flatMap(({ contradicting }) => contradicting)),
});

/**
 * Of each person whom the records name, what holds of them; else what holds of the host as a whole: many records of one
 * sort are counted whosever they are, and records of several sorts only where some name nobody.
 */
function whereHeld(asked: Asked, signs: readonly AskedSign[], scene: SignScene): readonly Held[] {
  const { people, links } = asked;
  const ofPeople = people.flatMap((own) => whereFirstHeld(asked, signs, scene, own));
  if (ofPeople.length > 0) return ofPeople;
  const ofAll = people.length === 0 ? signs : signs.filter(({ sign }) => sign.all.length < 2);
  return whereFirstHeld(asked, ofAll, scene, links);
}

/**
 * Parts what signs may rest on by the people it names, that nobody's refusal is taken for another's and nobody's
 * success speaks against it.
 */
function byPerson(
  signs: readonly AskedSign[],
  links: readonly LinkedEvent[],
): readonly (readonly LinkedEvent[])[] {
  const proofs = links.filter((link) =>
    signs.some(({ counting, isKnown }) => fits(counting, link.event) && isKnown(link)),
  );
  const groups = groupBy(links, ({ event }) => personOf(event));
  const ofNobody = groups.get(undefined) ?? [];
  const refuting = signs.flatMap(({ sign }) =>
    sign.none.map((matcher) => ofNobody.filter(({ event }) => matches(matcher, event))),
  );
  return [...new Set(proofs.map(({ event }) => personOf(event)))].map((person) => {
    const own = groups.get(person) ?? [];
    return [...own, ...nextOf(refuting, own)].sort((a, b) => a.event.time - b.event.time);
  });
}

/**
 * What names nobody can only refute: of each sort the first at all, and the first after each of a person's records, refute
 * whatever stretch any other would. All lists come in time order.
 */
function nextOf(
  refuting: readonly (readonly LinkedEvent[])[],
  own: readonly LinkedEvent[],
): Set<LinkedEvent> {
  const next = refuting.flatMap((list) => [
    list[0],
    ...own.map(({ event }) => list[lastBefore(list, event.time - 1, (link) => link.event.time) + 1]),
  ]);
  return new Set(next.filter((link) => link !== undefined));
}

/** The stretches in which the first sign that holds does. */
function whereFirstHeld(
  asked: Asked,
  signs: readonly AskedSign[],
  scene: SignScene,
  links: readonly LinkedEvent[],
): readonly Held[] {
  for (const one of signs) {
    const known = links.filter(one.isKnown);
    const held = [...stretches(one.sign, known)].flatMap(
      (evidence) => heldIn(evidence, one, asked.pattern, scene) ?? [],
    );
    if (held.length > 0) return held;
  }
  return [];
}

/** Says how a sign holds in a stretch; undefined where silence that it builds on was not seen, or was broken. */
function heldIn(
  evidence: readonly LinkedEvent[],
  { sign, reach, proofs }: AskedSign,
  { basis, contradictedBy }: Pattern,
  { host, wasSeen, index, past = wholePast }: SignScene,
): Held | undefined {
  const { from, to } = spanOf(evidence);
  const before = evidence.flatMap(({ event }) => proofs.get(event) ?? []);
  const isProven = before.length === evidence.length;
  if (!sign.needs.every((channel) => wasSeen(host, channel, from))) return undefined;
  if (!isProven && to < past.forgottenTo(sign.noneAfter)) return undefined;
  if (sign.noneAfter.some((m) => index.find(m, to + 1, Infinity, 1).length > 0)) return undefined;
  // What speaks against a sign must be of its time: another day's record does not.
  const against = contradictedBy.flatMap((m) => index.find(m, from - reach, to + reach, SHOWN_EVIDENCE));
  const mayBeAgainst = !isProven && from - reach <= past.forgottenTo(contradictedBy);
  const sure = certainty({
    claimed: sign.confidence,
    basis,
    evidence,
    contradictions: against.length + (mayBeAgainst ? 1 : 0),
    isUnproven: false,
  });
  return {
    confidence: isProven ? before.map(({ confidence }) => confidence).reduce(weakest, sure) : sure,
    evidence: evidence.map(({ event }) => event),
    contradicting: against,
  };
}

function spanOf(evidence: readonly LinkedEvent[]): { readonly from: Micros; readonly to: Micros } {
  const from = evidence.reduce((least, { event }) => Math.min(least, event.time), Infinity);
  const to = evidence.reduce((most, { event }) => Math.max(most, event.time), -Infinity);
  return { from: micros(from), to: micros(to) };
}
