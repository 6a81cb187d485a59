import type {
  AttemptTally,
  DecidingLog,
  EventMatcher,
  NearbyMatcher,
  Pattern,
  Sign,
} from '../../model/pattern.ts';
import { plainText } from '../plain-text.ts';
import type { TerminalOptions } from '../terminal.ts';
import { renderChecks, renderStep } from './causes.ts';
import { createLayout, wrap, type Layout } from './layout.ts';
import { factWords, tallyWords } from './pattern-words.ts';

/** All that is known of one cause, and where its records are found. */
export interface PatternPage {
  readonly pattern: Pattern;
  /** The pack it comes from. */
  readonly pack: string;
  /** For a kind of event, the providers and ids that give it. */
  readonly sourcesOf: (kind: string) => readonly string[];
}

const INDENT = '   ';

/** Renders one cause for a terminal; a pack may be a stranger's, so all of its text is made safe. */
export function renderPatternPage(page: PatternPage, options: TerminalOptions = {}): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  const { pattern } = page;
  const { width, paint } = layout;
  const para = (text: string): string => wrap(text, width, INDENT);
  return [
    paint.bold(wrap(pattern.title, width)),
    paint.dim(wrap(standing(page), width)),
    '',
    para(pattern.explanation),
    ...section(layout, 'What decides it', signLines(page, layout)),
    ...section(
      layout,
      'What speaks against it',
      pattern.contradictedBy.flatMap((m) => matcherLines(m, '', page, width)),
    ),
    ...section(layout, 'Where it stands among others', relationLines(pattern).map(para)),
    ...section(
      layout,
      'What to do',
      pattern.remedies.flatMap((remedy, i) => [
        ...renderStep(remedy, i, width),
        wrap(`Who: ${remedy.actor}`, width, `${INDENT}   `),
      ]),
    ),
    ...renderChecks(pattern, width),
    '',
    para(`Tell the user: ${pattern.tellTheUser}`),
    ...section(layout, 'Where this is known from', [
      para(basisWords[pattern.basis]),
      ...pattern.references.map((reference) => `${INDENT}${plainText(reference)}`),
    ]),
  ]
    .join('\n')
    .concat('\n');
}

const section = ({ paint }: Layout, heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${INDENT}${paint.bold(heading)}`, ...lines];

function standing({ pattern, pack }: PatternPage): string {
  return [
    pattern.id,
    pattern.class,
    `at ${pattern.stage}`,
    `up to the ${pattern.actor}`,
    ...(pattern.failure ? [] : ['no failure']),
    ...(pattern.prominence === 'ordinary' ? [] : [pattern.prominence]),
    `pack ${pack}`,
  ].join(' · ');
}

const basisWords: Readonly<Record<Pattern['basis'], string>> = {
  documented: "Basis: the vendor's documentation.",
  manifest: "Basis: the providers' own manifests.",
  sample: 'Basis: real logs.',
  community: 'Basis: what people report; never more than likely.',
  inferred: 'Basis: inferred from how it works; never more than likely.',
};

function signLines(page: PatternPage, { width }: Layout): string[] {
  const { signs, hostSigns, tallies, decidedBy } = page.pattern;
  const entries = [
    ...signs.map((sign) => [signHead(sign, 'one attempt'), sign] as const),
    ...hostSigns.map((sign) => [signHead(sign, "the host's other events"), sign] as const),
    ...tallies.map((tally) => [tallyHead(tally), undefined] as const),
  ];
  const lines = entries.flatMap(([head, sign], i) => [
    wrap(head, width, `${INDENT}   `, `${INDENT}${i + 1}. `),
    ...(sign ? matchersOf(sign, page, width) : []),
  ]);
  if (decidedBy.length > 0)
    lines.push(wrap(`The deciding log: ${decidedBy.map(logName).join(', ')}.`, width, INDENT));
  return lines;
}

function signHead(sign: Sign, over: string): string {
  const { confidence, outcomes, reachedAtLeast, reachedAtMost, replacedBy, needs, within, lasting } = sign;
  return [
    `${confidence}, over ${over}`,
    ...(outcomes.length > 0 ? [`outcome ${outcomes.join(' or ')}`] : []),
    ...(reachedAtLeast === undefined ? [] : [`came to ${reachedAtLeast} or farther`]),
    ...(reachedAtMost === undefined ? [] : [`came no farther than ${reachedAtMost}`]),
    ...(replacedBy.length > 0 ? [`taken over by ${replacedBy.join(' or ')}`] : []),
    ...(sign.isUnproven ? ['of which only the audit tells'] : []),
    ...(lasting === undefined ? [] : [`took ${lasting} seconds or longer`]),
    ...(within === undefined ? [] : [`all within ${within} seconds`]),
    ...(needs.length > 0 ? [`with ${needs.join(' and ')} seen`] : []),
  ].join('; ');
}

const tallyHead = (tally: AttemptTally): string =>
  `${tally.confidence}, over many attempts; ${tallyWords(tally)}`;

function matchersOf(sign: Sign, page: PatternPage, width: number): string[] {
  const lines = (matchers: readonly EventMatcher[], lead: string): string[] =>
    matchers.flatMap((matcher) => matcherLines(matcher, lead, page, width));
  return [
    ...lines(sign.all, sign.inOrder && sign.all.length > 1 ? 'then: ' : 'with: '),
    ...lines(sign.any, 'with any of: '),
    ...lines(sign.none, 'without: '),
    ...sign.nearby.flatMap((matcher) =>
      matcherLines(
        matcher,
        `beside the attempt, from ${matcher.before} s before ${momentWords(matcher)} to ${matcher.after} s after it: `,
        page,
        width,
      ),
    ),
    ...lines(sign.cutOffBy, 'still going on at: '),
    ...lines(sign.noneAfter, 'and none afterwards of: '),
  ];
}

const momentWords = ({ at }: NearbyMatcher): string => (at === undefined ? 'it' : `its ${at}`);

function matcherLines(
  { kinds, has, atLeast }: EventMatcher,
  lead: string,
  page: PatternPage,
  width: number,
): string[] {
  const tests = Object.entries(has).map(([name, test]) => factWords(name, test));
  const times = atLeast > 1 ? `${atLeast} times ` : '';
  const where = tests.length > 0 ? ` where ${tests.join(' and ')}` : '';
  return [
    wrap(`${lead}${times}${kinds.join(' or ')}${where}`, width, `${INDENT}     `, `${INDENT}   `),
    ...kinds
      .flatMap(page.sourcesOf)
      .map((source) => wrap(source, width, `${INDENT}       `, `${INDENT}     `)),
  ];
}

function relationLines({ yieldsTo, tallies, folds }: Pattern): string[] {
  const counted = [...new Set(tallies.flatMap((tally) => tally.causes))];
  return [
    ...(yieldsTo.length > 0 ? [`Gives way to: ${yieldsTo.join(', ')}.`] : []),
    ...(counted.length > 0 && folds ? [`Folds in: ${counted.join(', ')}.`] : []),
  ];
}

const logName = ({ channel, on }: DecidingLog): string => (on === 'host' ? channel : `${channel} (${on})`);
