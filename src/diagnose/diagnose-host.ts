import type { LinkedEvent } from '../model/attempt.ts';
import type { CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis, NotEvaluated } from '../model/diagnosis.ts';
import { inTime, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { isFlood, type EventMatcher, type Pattern, type RunOn, type Sign } from '../model/pattern.ts';
import { personOf } from '../model/person.ts';
import { micros, SECOND, type Micros } from '../model/time.ts';
import { confidences } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import { wholePast, type KnownPast } from './known-past.ts';
import type { SignProof } from './proof-memory.ts';
import type { WasSeen } from './surroundings.ts';
import type { EventIndex } from './event-index.ts';
import { hasKinds, matches, stretches } from './match.ts';
import { matchTallies, SHOWN_EVIDENCE, type TallyScene } from './match-tallies.ts';

/** What the host patterns look at. */
export interface HostScene {
  readonly host: string;
  readonly attempts: readonly DiagnosedAttempt[];
  /** In time order. */
  readonly unattached: readonly Event[];
  readonly wasSeen: WasSeen;
  /** All events of the host, those of its attempts among them. */
  readonly index: EventIndex;
  /** How much of what was before is known; absent: all of it. */
  readonly past?: KnownPast;
}

/** Runs the host signs and tallies of all patterns; those that build on others' clients come after them. */
export function diagnoseHost(scene: HostScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  const found = hostCauses(scene, patterns);
  return withoutSuperseded([...found, ...tallyCauses(scene, patterns)], () => causesAmong(scene.attempts));
}

/** Runs the tallies of all patterns alone: what holds by several attempts, which come in order of their start. */
export function tallyCauses(scene: TallyScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  const found: HostDiagnosis[] = [];
  const dependent = (pattern: Pattern): boolean => pattern.tallies.some((tally) => tally.clientOf.length > 0);
  for (const pattern of [...patterns].sort((a, b) => Number(dependent(a)) - Number(dependent(b)))) {
    const byTally = matchTallies(pattern, scene, found);
    if (byTally) found.push(byTally);
  }
  return found;
}

/** Runs the host signs of all patterns alone: what holds by records that belong to no attempt. */
export function hostCauses(
  scene: Omit<HostScene, 'attempts'>,
  patterns: readonly Pattern[],
): HostDiagnosis[] {
  const links = linked(scene);
  return signsThatMay(scene, patterns).flatMap(
    ({ pattern, signs }) => matchHostSigns(pattern, signs, scene, links) ?? [],
  );
}

/** What each host sign of all patterns rests on by itself: the first that holds may not be the one that will. */
export function hostProofs(
  scene: Omit<HostScene, 'attempts'>,
  patterns: readonly Pattern[],
): readonly SignProof[] {
  const links = linked(scene);
  return signsThatMay(scene, patterns).flatMap(({ pattern, signs }) =>
    signs.flatMap((sign) => {
      const found = matchHostSigns(pattern, [sign], scene, links);
      return found ? [{ pattern, sign, events: [...found.evidence, ...found.contradicting] }] : [];
    }),
  );
}

const linked = ({ unattached }: Pick<HostScene, 'unattached'>): readonly LinkedEvent[] =>
  unattached.map((event) => ({ event, by: 'activity-id' }));

/** The patterns with those of their signs for which there are events of the kinds they want. */
function signsThatMay(
  { unattached }: Pick<HostScene, 'unattached'>,
  patterns: readonly Pattern[],
): readonly { readonly pattern: Pattern; readonly signs: readonly Sign[] }[] {
  const kinds = new Set<string>(unattached.map(({ kind }) => kind));
  const hasKind = (kind: string): boolean => kinds.has(kind);
  return patterns
    .map((pattern) => ({
      pattern,
      signs: pattern.hostSigns.filter((sign) => hasKinds(sign, { hasKind })),
    }))
    .filter(({ signs }) => signs.length > 0);
}

/**
 * A cause without attempts of its own gives way where the more specific one was found on the same host.
 *
 * @param ofAttempts Gives the causes of the host's attempts; asked only where one of them may be the more specific.
 */
export function withoutSuperseded(
  found: readonly HostDiagnosis[],
  ofAttempts: () => ReadonlySet<string>,
): HostDiagnosis[] {
  const ofHost = new Set(found.map(({ pattern }) => pattern.id));
  return found.filter(
    ({ pattern: { yieldsTo }, attempts }) =>
      attempts.length > 0 ||
      yieldsTo.length === 0 ||
      !yieldsTo.some((cause) => ofHost.has(cause) || ofAttempts().has(cause)),
  );
}

/** The causes that some attempts have. */
export const causesAmong = (attempts: readonly DiagnosedAttempt[]): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ diagnosis }) => diagnosis?.cause ?? []));

/** The floods that a host's attempts are part of, where there are that many; they come in order of their start. */
export const hostFloods = (scene: TallyScene, patterns: readonly Pattern[]): HostDiagnosis[] =>
  patterns.flatMap((pattern) => (isFlood(pattern) ? (matchTallies(pattern, scene, []) ?? []) : []));

/** The causes that nobody can rule out on a machine, for their deciding log was not there. */
export function undecidedCauses(
  { host, machines }: { readonly host: string; readonly machines: readonly RunOn[] },
  patterns: readonly Pattern[],
  { hasChannel }: Pick<CoverageView, 'hasChannel'>,
): NotEvaluated[] {
  return patterns.flatMap((pattern) => {
    const missing = pattern.decidedBy
      .filter(({ on, channel }) => machines.includes(on) && !hasChannel(host, channel))
      .map(({ channel }) => channel);
    return missing.length === 0 ? [] : [{ cause: pattern.id, missing }];
  });
}

/**
 * Of each person whom the records name, what holds of them; else what holds of the host as a whole: many records of one
 * sort are counted whosever they are, and records of several sorts only where some name nobody.
 */
function matchHostSigns(
  pattern: Pattern,
  signs: readonly Sign[],
  scene: Omit<HostScene, 'attempts'>,
  links: readonly LinkedEvent[],
): HostDiagnosis | undefined {
  const past = scene.past ?? wholePast;
  const isKnown = signs.map((sign) => isKnownWhole(pattern, sign, past));
  const known = links.filter((link) => isKnown.some((of) => of(link)));
  const people = byPerson(signs, known);
  const ofPeople = people.flatMap((own) => matchFirst(pattern, signs, scene, own) ?? []);
  const ofAll = people.length === 0 ? signs : signs.filter(({ all }) => all.length < 2);
  const held = ofPeople.length > 0 ? together(ofPeople) : matchFirst(pattern, ofAll, scene, known);
  return held && { host: scene.host, pattern, ...held, attempts: [] };
}

/**
 * Says of which records a sign can be judged: what it asks for is all known since then, or was when it held. Of the others
 * what would refute them may be forgotten.
 */
function isKnownWhole(pattern: Pattern, sign: Sign, past: KnownPast): (link: LinkedEvent) => boolean {
  const since = past.aloneForgottenTo([...sign.all, ...sign.any, ...sign.none]);
  const proofs = past.proofsOf(pattern, sign);
  return ({ event }) => event.time > since || proofs.has(event);
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
 * Parts what signs may rest on by the people it names, that nobody's refusal is taken for another's and nobody's
 * success speaks against it. Empty where a record that counts names nobody: then it is about the host.
 */
function byPerson(
  signs: readonly Sign[],
  links: readonly LinkedEvent[],
): readonly (readonly LinkedEvent[])[] {
  const counts = signs.flatMap(({ all, any }) => [...all, ...any]);
  const refutes = signs.flatMap(({ none }) => none);
  const asked = [...counts, ...refutes];
  const of = (matchers: readonly EventMatcher[], from: readonly LinkedEvent[]): LinkedEvent[] =>
    from.filter(({ event }) => matchers.some((matcher) => matches(matcher, event)));
  const relevant = of(asked, links);
  const proofs = of(counts, relevant);
  const people = new Set(proofs.map(({ event }) => personOf(event)));
  if (people.has(undefined)) return [];
  const groups = groupBy(relevant, ({ event }) => personOf(event));
  const ofNobody = groups.get(undefined) ?? [];
  const refuting = refutes.map((matcher) => of([matcher], ofNobody));
  return [...people].map((person) => {
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

/** The first sign that holds, with every stretch in which it does. */
function matchFirst(
  pattern: Pattern,
  signs: readonly Sign[],
  { host, index, wasSeen, past = wholePast }: Omit<HostScene, 'attempts'>,
  links: readonly LinkedEvent[],
): Held | undefined {
  const { basis, contradictedBy } = pattern;
  for (const sign of signs) {
    const reach = (sign.within ?? Infinity) * SECOND;
    const known = links.filter(isKnownWhole(pattern, sign, past));
    const before = past.proofsOf(pattern, sign);
    const held = [...stretches(sign, known)].flatMap((evidence) => {
      const { from, to } = spanOf(evidence);
      if (!sign.needs.every((channel) => wasSeen(host, channel, from))) return [];
      const wasProof = evidence.every(({ event }) => before.has(event));
      if (!wasProof && to < past.forgottenTo(sign.noneAfter)) return [];
      if (sign.noneAfter.some((m) => index.find(m, to + 1, Infinity, 1).length > 0)) return [];
      // What speaks against a sign must be of its time: another day's record does not.
      const against = contradictedBy.flatMap((m) => index.find(m, from - reach, to + reach, SHOWN_EVIDENCE));
      const claim = {
        claimed: sign.confidence,
        basis,
        evidence,
        contradictions: against.length,
        isUnproven: false,
      };
      const events = evidence.map(({ event }) => event);
      return { confidence: certainty(claim), evidence: events, contradicting: against };
    });
    if (held.length > 0) return together(held);
  }
  return undefined;
}

function spanOf(evidence: readonly LinkedEvent[]): { readonly from: Micros; readonly to: Micros } {
  const from = evidence.reduce((least, { event }) => Math.min(least, event.time), Infinity);
  const to = evidence.reduce((most, { event }) => Math.max(most, event.time), -Infinity);
  return { from: micros(from), to: micros(to) };
}
