// docs/causes.md: every cause, what decides it and what to do first.
import { titleOfCause } from '../../../dist/src/diagnose/fill-template.js';
import { groupBy } from '../../../dist/src/model/group-by.js';
import { causeClasses } from '../../../dist/src/model/vocabulary.js';
import { factWords, tallyWords } from '../../../dist/src/report/terminal/pattern-words.js';
import { command, GENERATED, link, page, plain, reference, table } from './markdown.mjs';

/** The page of all causes, by class; `rows` is the catalog. */
export function causesPage(patterns, rows) {
  const classes = causeClasses
    .map((name) => ({ name, own: patterns.filter((pattern) => pattern.class === name) }))
    .filter(({ own }) => own.length > 0);
  return page(
    '# The causes',
    GENERATED,
    `${patterns.length} causes. How their patterns are written: [PATTERNS.md](PATTERNS.md). The events they rest on: [events.md](events.md); the numbers in them: [codes.md](codes.md).`,
    table(['class', 'cause', '', 'who acts'], classes.flatMap(indexRows)),
    classes.flatMap(({ name, own }) => [`## ${name}`, ...own.flatMap((pattern) => section(pattern, rows))]),
  );
}

const indexRows = ({ name, own }) =>
  own.map(({ id, title, actor }, i) => [
    i === 0 ? link(name, '', name) : '',
    link(id, '', id),
    plain(titleOfCause(title)),
    actor,
  ]);

function section(pattern, rows) {
  return [
    `### ${pattern.id}`,
    `**${plain(titleOfCause(pattern.title))}.** Acts at: ${pattern.stage}. Who acts: ${pattern.actor}. Known from: ${basisWords[pattern.basis]}.${pattern.failure ? '' : ' No failure.'}`,
    plain(pattern.explanation),
    list(facts(pattern, rows)),
    'What decides it:',
    list(decisions(pattern)),
  ];
}

const list = (texts) => texts.map((text) => `- ${text}`).join('\n');

const basisWords = {
  documented: "the vendor's documentation",
  manifest: "the providers' manifests",
  sample: 'real logs',
  community: 'what people report',
  inferred: 'how it works',
};

const decisions = ({ signs, hostSigns, tallies }) => [
  ...signs.map((sign) => signWords(sign, 'an attempt')),
  ...hostSigns.map((sign) => signWords(sign, 'a host')),
  ...tallies.map((tally) => `${tally.confidence}, of many attempts: ${plain(tallyWords(tally))}`),
];

function signWords(sign, over) {
  const several = (lead, matchers, glue) =>
    matchers.length === 0 ? [] : [`${lead}${matchers.map(matcherWords).join(glue)}`];
  const { reachedAtLeast: least, reachedAtMost: most, within, lasting } = sign;
  return `${sign.confidence}, of ${over}: ${[
    ...several('', sign.all, sign.inOrder ? ', then ' : ' and '),
    ...several('any of ', sign.any, ', '),
    ...several('close by ', sign.nearby, ' and '),
    ...several('still going on at ', sign.cutOffBy, ' or '),
    ...several('without ', sign.none, ', '),
    ...several('and afterwards no ', sign.noneAfter, ', '),
    ...(within === undefined ? [] : [`all within ${within} s`]),
    ...(lasting === undefined ? [] : [`took ${lasting} s or longer`]),
    ...(least === undefined ? [] : [`came to ${least} or farther`]),
    ...(most === undefined ? [] : [`came no farther than ${most}`]),
    ...(sign.outcomes.length === 0 ? [] : [`outcome ${sign.outcomes.join(' or ')}`]),
    ...(sign.replacedBy.length === 0 ? [] : [`taken over by ${sign.replacedBy.join(' or ')}`]),
    ...(sign.isUnproven ? ['of which only the audit tells'] : []),
    ...(sign.needs.length === 0 ? [] : [`with ${sign.needs.map(plain).join(' and ')} seen`]),
  ].join('; ')}`;
}

function matcherWords({ kinds, has, atLeast, at }) {
  const tests = Object.entries(has).map(([name, test]) => plain(factWords(name, test)));
  const times = atLeast > 1 ? `${atLeast} × ` : '';
  const moment = at === undefined ? '' : `, at its ${at}`;
  return `${times}*${kinds.join(' or ')}*${tests.length > 0 ? ` where ${tests.join(' and ')}` : ''}${moment}`;
}

/** What there is to say beside the signs, a line each. */
function facts(pattern, rows) {
  const { decidedBy, remedies, references, yieldsTo } = pattern;
  const safe = remedies.find(({ risk }) => risk === 'safe');
  const risky = remedies.filter(({ risk }) => risk !== 'safe');
  const sources = sourcesOf(pattern, rows);
  return [
    ...(sources.length > 0 ? [`Records: ${sources.join('; ')}`] : []),
    ...(decidedBy.length > 0 ? [`The log to ask for: ${decidedBy.map(logWords).join(', ')}`] : []),
    `First safe step: ${safe ? stepWords(safe) : 'none'}`,
    ...(risky.length > 0
      ? [
          `What else there is, and its risk: ${risky.map((one) => `${plain(one.text)} (${one.risk})`).join(' ')}`,
        ]
      : []),
    ...(yieldsTo.length > 0 ? [`Gives way to: ${yieldsTo.map((id) => link(id, '', id)).join(', ')}`] : []),
    `References: ${references.map(reference).join(', ')}`,
  ];
}

const logWords = ({ channel, on }) => plain(on === 'host' ? channel : `${channel} (${on})`);

const stepWords = ({ text, command: line, runOn }) =>
  `${plain(text)} (on: ${runOn})${line === undefined ? '' : ` ${command(line)}`}`;

/** The events that count for a cause, by provider: those of its evidence, not those that rule it out. */
function sourcesOf({ signs, hostSigns }, rows) {
  const kinds = new Set(
    [...signs, ...hostSigns].flatMap(({ all, any, nearby, cutOffBy }) =>
      [...all, ...any, ...nearby, ...cutOffBy].flatMap((matcher) => matcher.kinds),
    ),
  );
  const ids = groupBy(
    rows.filter(({ kind }) => kinds.has(kind)),
    ({ provider }) => provider,
  );
  return [...ids].map(
    ([provider, own]) => `${link(plain(provider), 'events.md', provider)} ${idsOf(own).join(', ')}`,
  );
}

const idsOf = (rows) => [...new Set(rows.map(({ eventId }) => eventId))].sort((a, b) => a - b);
