import type { Viewpoint } from '../../model/attempt.ts';
import type { Facts } from '../../model/event.ts';
import type { EventRef, ReportAttempt } from '../../model/report.ts';
import { codeWords, withWords } from '../code-words.ts';
import { stageRank, type Stage } from '../../model/vocabulary.ts';

/** Reads what decides out of an event's line; undefined where that cannot be done. */
export type ReadStep = (event: EventRef) => { readonly text: string; readonly facts: Facts } | undefined;

/** One sort of event among the attempts of one side. */
export interface StepTally {
  readonly kind: string;
  readonly text: string;
  readonly facts: Facts;
  /** It marks a stage of its own, and is not a side channel's, which begins when the main one is long up. */
  readonly marksStage: boolean;
  readonly channels: Set<string>;
  /** Whose logs show it: a host's log is not expected to show a client's step. */
  readonly viewpoints: Set<Viewpoint>;
  /** Places of the attempts that show it. */
  readonly holders: number[];
  readonly example: EventRef;
  /** Attempts in whose diagnosis it is evidence of a failure. */
  evidence: number;
  /** Some attempt holds it without a rival. */
  strong: boolean;
  /** How often it came while which stage was the farthest reached. */
  readonly stages: Map<Stage, number>;
}

/** Kinds of which some event's line could not be read: they are compared by their kind alone, on both sides. */
export function unreadKinds(attempts: Iterable<ReportAttempt>, read: ReadStep): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { events } of attempts)
    for (const event of events) if (!kinds.has(event.kind) && !read(event)) kinds.add(event.kind);
  return kinds;
}

/** Counts, for every sort of event, which attempts show it. */
export function tallySteps(
  attempts: readonly ReportAttempt[],
  read: ReadStep,
  unread: ReadonlySet<string>,
): ReadonlyMap<string, StepTally> {
  const tallies = new Map<string, StepTally>();
  attempts.forEach((attempt, place) => {
    const evidence = new Set(evidenceOf(attempt).map(recordOf));
    let soFar: Stage = 'network';
    attempt.events.forEach((event, i) => {
      const { stage } = event;
      const marksStage = stage !== undefined && !(stage === 'network' && stageRank(soFar) > 0);
      if (stageRank(stage) > stageRank(soFar)) soFar = stage ?? soFar;
      const step = unread.has(event.kind) ? undefined : read(event);
      const text = step ? step.text : event.kind.replaceAll('-', ' ');
      const key = `${event.kind}\n${text}`;
      const tally = tallies.get(key) ?? newTally(event, text, step?.facts ?? {}, marksStage);
      tallies.set(key, tally);
      tally.channels.add(event.channel);
      tally.viewpoints.add(attempt.seenBy);
      if (attempt.links[i]?.strength !== 'weak') tally.strong = true;
      if (tally.holders.at(-1) === place) return;
      tally.holders.push(place);
      if (evidence.has(recordOf(event))) tally.evidence++;
      const at = marksStage ? stage : soFar;
      tally.stages.set(at, (tally.stages.get(at) ?? 0) + 1);
    });
  });
  return tallies;
}

/** What a normal end rests on proves no failure. */
const evidenceOf = ({ diagnosis }: ReportAttempt): readonly EventRef[] =>
  diagnosis && diagnosis.class !== 'normal' ? diagnosis.evidence : [];

const newTally = (event: EventRef, text: string, facts: Facts, marksStage: boolean): StepTally => ({
  kind: event.kind,
  text: withWords(text, codeWords(event, facts)),
  facts,
  marksStage,
  channels: new Set(),
  viewpoints: new Set(),
  holders: [],
  example: event,
  evidence: 0,
  strong: false,
  stages: new Map(),
});

/** The name of a record: an event that stands in two lists is one. */
export const recordOf = ({ host, channel, recordId, time }: EventRef): string =>
  `${host}\n${channel}\n${recordId}\n${time}`;
