import type { Findings } from './read-expected.ts';

/** What a new pattern's skeleton is made of. */
export interface ScaffoldNeeds {
  readonly class: string;
  readonly id: string;
  /** Kinds of events that were seen, in order; none: one has to be named. */
  readonly kinds: readonly string[];
}

/** A pattern.yaml to be filled in: it can be read, and what is still to be said is marked TODO. */
export function patternSkeleton({ class: causeClass, id, kinds }: ScaffoldNeeds): string {
  const seen = kinds.length > 0 ? kinds : ['connection-accepted'];
  return `# yaml-language-server: $schema=../../pattern.schema.json
id: ${id}
class: ${causeClass}
title: "TODO: a full statement: The password was wrong"
stage: network # TODO: the stage at which it acts
actor: host # TODO: who can put it right
basis: inferred # TODO: where the knowledge comes from
signs:
  - confidence: possible # TODO: what the sign is worth on its own
    all:
      # TODO: keep what decides, and test its facts: has: { code: 0xC000006A }. Consequences are no cause.
${seen.map((kind) => `      - kind: ${kind}`).join('\n')}
explanation: "TODO: what happened and why it follows; {account}, {client} and {host} are filled in"
tellTheUser: "TODO: one sentence for the person who could not connect"
remedies:
  - text: "TODO: the safest thing to do."
    runOn: host
    risk: safe
    actor: host
references:
  - "TODO: where this can be read"
`;
}

/** The expected.yaml of a first case: what was found, with the new cause as the answer of every failed attempt. */
export function expectedSkeleton(id: string, { attempts }: Findings): string {
  const lines = attempts.map(
    ({ outcome, reached }) =>
      `  - { outcome: ${outcome}, reached: ${reached}, cause: ${id}, confidence: possible, alternatives: [] }`,
  );
  return `# TODO: what this log must give, by thought: all attempts and causes, no more and no less.
attempts:${lines.length === 0 ? ' []' : `\n${lines.join('\n')}`}
causes:
  - { cause: ${id}, scope: attempt, confidence: possible }
`;
}
