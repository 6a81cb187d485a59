// docs/events.md: every event that the catalog knows, and what is left out on purpose.
import { groupBy } from '../../../dist/src/model/group-by.js';
import { familiesOfFact } from '../../../dist/src/codes/dictionary.js';
import { factNames } from '../../../dist/src/normalize/fact-names.js';
import { factWords } from '../../../dist/src/report/terminal/pattern-words.js';
import { code, GENERATED, link, page, plain, reference, table } from './markdown.mjs';

/** The page of all events, by provider. */
export function eventsPage(rows, noise) {
  // One provider may be spelt in several ways; a heading's anchor does not tell them apart.
  const providers = [...groupBy(rows, ({ provider }) => provider.toLowerCase()).values()];
  return page(
    '# The events',
    GENERATED,
    `${rows.length} events of ${providers.length} providers bear on a connection. An event is known by its provider and id, never by its message. What the facts mean stands [at the end](#facts); numbers are explained in [codes.md](codes.md), and what follows from events in [causes.md](causes.md). The basis says how well an event and its fields are known; where the tables that the catalog was made from do not bear it, the source stands below.`,
    providers
      .map((own) => `- ${link(plain(own[0].provider), '', own[0].provider)}: ${own.length}`)
      .join('\n'),
    providers.flatMap(section),
    '## Left out on purpose',
    'Events of these providers that say nothing about why a connection failed.',
    table(['provider', 'ids', 'why'], noise.map(noiseRow)),
    '## Facts',
    table(
      ['fact', 'meaning'],
      Object.entries(factNames).map(([name, meaning]) => [code(name), plain(meaning)]),
    ),
  );
}

function section(rows) {
  const [name = '', ...spellings] = new Set(rows.map(({ provider }) => provider));
  return [
    `## ${plain(name)}`,
    ...(spellings.length > 0 ? [`Also spelt ${spellings.map(plain).join(', ')}.`] : []),
    table(['id', 'kind', 'stage', 'facts', 'meaning', 'basis'], rows.toSorted(byId).map(eventRow)),
    ...sources(rows),
  ];
}

/** What rows rest on that our tables of published events do not bear, and which. */
function sources(rows) {
  const sourced = rows.filter(({ source }) => source !== undefined).toSorted(byId);
  const lines = [...groupBy(sourced, ({ source }) => source)].map(([source, own]) => {
    const words = source.split(' ').map(reference).join(' ');
    return `- ${[...new Set(own.map(({ eventId }) => eventId))].join(', ')}: ${words}`;
  });
  return lines.length > 0 ? ['Sources:', lines.join('\n')] : [];
}

const byId = (a, b) => a.eventId - b.eventId;

const eventRow = (row) => [
  row.eventId,
  row.kind,
  row.stage ?? (row.stageIf ? `${row.stageIf.stage}${only(row.stageIf.has)}` : ''),
  Object.keys(row.facts)
    .map((name) => factCell(row, name))
    .join(', '),
  `${plain(row.summary)}${only(row.keepIf)}`,
  row.basis,
];

/** A fact that holds a code leads to the families it may be in. */
function factCell({ provider, eventId }, name) {
  const families = familiesOfFact(provider, eventId, name).map((family) => link(family, 'codes.md', family));
  return `${name}${families.length > 0 ? ` (${families.join(', ')})` : ''}`;
}

const only = (tests) =>
  tests === undefined
    ? ''
    : `; only where ${Object.entries(tests)
        .map(([name, test]) => plain(factWords(name, test)))
        .join(' and ')}`;

const noiseRow = ({ provider, eventIds, reason }) => [plain(provider), eventIds.join(', '), plain(reason)];
