import { familiesOfFact, type CodeFamily } from '../codes/dictionary.ts';
import type { ExplainedCause, Explanation, PossibleCause } from '../model/explanation.ts';
import type { EventKind } from '../model/event.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';
import type { Basis } from '../model/vocabulary.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import { codeCauses } from './code-causes.ts';
import { sourceOf, type LogSource } from './logs.ts';
import { ordinaryKinds } from './ordinary-kinds.ts';
import type { DialogPhrase } from './phrases.ts';

/** What causes are looked up in. */
export interface Knowledge {
  readonly patterns: readonly Pattern[];
  readonly rows: readonly CatalogRow[];
  /** Fills a pattern's text where there is no evidence to fill it from. */
  readonly fill: (template: string) => string;
}

/** A cause that can be behind something, and who says so. */
export interface CauseLink {
  readonly id: string;
  readonly basis: Basis;
  readonly source: string;
}

/** The causes that can show as this number of this family. */
export function causesOfCode(family: CodeFamily, code: number, knowledge: Knowledge): readonly CauseLink[] {
  const [innerFamily, inner] = unwrapped(family, code);
  const listed = codeCauses
    .filter(
      (row) =>
        (row.family === family && row.codes.includes(code)) ||
        (row.family === innerFamily && row.codes.includes(inner)),
    )
    .flatMap(({ causes, basis, source }) => causes.map((id) => ({ id, basis, source })));
  const matched = knowledge.patterns
    .filter((pattern) =>
      matchers(pattern).some((matcher) => namesCode(matcher, family, code, knowledge.rows)),
    )
    .map(linkTo);
  return [...listed, ...matched];
}

/** The causes of a dialog: those it names, those of a kind, and those of the codes that it stands for. */
export const causesOfPhrase = (
  {
    causes,
    classes = [],
    members = [],
    codes = [],
    family = 'disconnect-reason',
    basis,
    source,
  }: DialogPhrase,
  knowledge: Knowledge,
): readonly CauseLink[] => [
  ...causes.map((id) => ({ id, basis, source })),
  ...knowledge.patterns
    .filter((pattern) => classes.includes(pattern.class) || members.includes(pattern.id))
    .map((pattern) => ({ id: pattern.id, basis: pattern.basis, source: 'a cause of this kind' })),
  ...codes.flatMap((code) => causesOfCode(family, code, knowledge)),
];

/** The causes of a kind of event. */
interface KindCauses {
  readonly causes: readonly CauseLink[];
  /** Those that only have it among their records, and that other records decide. */
  readonly seenIn: readonly CauseLink[];
}

/** The causes that rest on a kind of event; on one that good connections have too, only by what stands in it. */
export function causesOfKind(kind: EventKind, { patterns }: Knowledge): KindCauses {
  const isOrdinary = ordinaryKinds.has(kind);
  const ofKind = (pattern: Pattern): readonly EventMatcher[] =>
    matchers(pattern).filter(({ kinds }) => kinds.includes(kind));
  const all = patterns.filter((pattern) => ofKind(pattern).length > 0);
  const own = isOrdinary ? all.filter((pattern) => ofKind(pattern).some(asksForFacts)) : all;
  const ids = new Set(own.map(({ id }) => id));
  // A flood is made of attempts that each have a cause of their own.
  const floods = patterns.filter(
    ({ folds, tallies }) => folds && tallies.some(({ causes }) => causes.some((id) => ids.has(id))),
  );
  return {
    causes: [...own, ...floods.filter(({ id }) => !ids.has(id))].map(linkTo),
    seenIn: all.filter(({ id }) => !ids.has(id)).map(linkTo),
  };
}

const asksForFacts = ({ has }: EventMatcher): boolean => Object.keys(has).length > 0;

const linkTo = ({ id, basis }: Pattern): CauseLink => ({ id, basis, source: 'a sign of its pattern' });

const matchers = ({ signs, hostSigns }: Pattern): readonly EventMatcher[] =>
  [...signs, ...hostSigns].flatMap(({ all, any, cutOffBy }) => [...all, ...any, ...cutOffBy]);

function namesCode(
  matcher: EventMatcher,
  family: CodeFamily,
  code: number,
  rows: readonly CatalogRow[],
): boolean {
  return Object.entries(matcher.has).some(
    ([fact, test]) =>
      test.test === 'one-of' &&
      test.values.includes(code) &&
      rows.some(
        (row) =>
          matcher.kinds.includes(row.kind) &&
          familiesOfFact(row.provider, row.eventId, fact).includes(family),
      ),
  );
}

function unwrapped(family: CodeFamily, code: number): readonly [CodeFamily, number] {
  if (family === 'hresult' && code >>> 16 === 0x8007) return ['win32', code & 0xffff];
  if (family === 'hresult' && code >>> 28 === 0xd) return ['ntstatus', (code & ~0x10000000) >>> 0];
  return [family, code];
}

/** The causes once each, the cheapest to decide first; among equals as they were listed. */
export function rankCauses(links: readonly CauseLink[], knowledge: Knowledge): readonly PossibleCause[] {
  return onceEach(links)
    .map(({ id, basis, source }) => {
      const deciding = logsOfCause(id, knowledge);
      const cost = Math.min(...deciding.map((log) => log.cost));
      return { id, title: titleOf(id, knowledge), cost, logs: deciding.map(nameOnly), basis, source };
    })
    .sort((a, b) => a.cost - b.cost);
}

/** The causes once each, as they were listed. */
export const nameCauses = (links: readonly CauseLink[], knowledge: Knowledge): Explanation['seenIn'] =>
  onceEach(links).map(({ id }) => ({ id, title: titleOf(id, knowledge) }));

function onceEach(links: readonly CauseLink[]): readonly CauseLink[] {
  const once = new Map<string, CauseLink>();
  for (const link of links) if (!once.has(link.id)) once.set(link.id, link);
  return [...once.values()];
}

const nameOnly = ({ machine, channel }: LogSource): PossibleCause['logs'][number] => ({ machine, channel });

const patternOf = (id: string, { patterns }: Knowledge): Pattern | undefined =>
  patterns.find((pattern) => pattern.id === id);

function titleOf(id: string, knowledge: Knowledge): string {
  const pattern = patternOf(id, knowledge);
  return pattern ? knowledge.fill(pattern.title) : id;
}

/** The logs that decide a cause, the cheapest first. */
export const logsOfCause = (id: string, knowledge: Knowledge): readonly LogSource[] =>
  (patternOf(id, knowledge)?.decidedBy ?? []).map(sourceOf).sort((a, b) => a.cost - b.cost);

/** Everything there is to say about a cause, or undefined for an id that nobody has. */
export function explainCause(id: string, knowledge: Knowledge): ExplainedCause | undefined {
  const pattern = patternOf(id, knowledge);
  if (!pattern) return undefined;
  return {
    id,
    title: knowledge.fill(pattern.title),
    class: pattern.class,
    explanation: knowledge.fill(pattern.explanation),
    tellTheUser: knowledge.fill(pattern.tellTheUser),
    logs: logsOfCause(id, knowledge).map(nameOnly),
    remedies: pattern.remedies,
    checks: pattern.checks,
    references: pattern.references,
  };
}

export const causeIds = ({ patterns }: Knowledge): readonly string[] => patterns.map(({ id }) => id);
