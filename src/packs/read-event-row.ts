import { idForm, type KeyTable } from '../diagnose/key-table.ts';
import { readFactTests } from '../diagnose/read-sign.ts';
import { atLeastOf, booleanOf, choice, list, textOf } from '../diagnose/yaml-fields.ts';
import { openYaml, type PatternProblem, type YamlPlace } from '../diagnose/yaml-reader.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { bases, stages } from '../model/vocabulary.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import type { FactRule } from '../normalize/fact-forms.ts';
import { factForms, factFormsAbout } from './fact-form-words.ts';

const factKeys: KeyTable = {
  from: {
    is: 'fields',
    required: true,
    about:
      'Field names, exact case, or places among all fields from 0 on; the first that gives a value counts.',
  },
  as: { is: 'word', of: factForms, required: true, about: factFormsAbout },
  skipZero: { is: 'flag', about: 'A zero is no value: go on to the next field. Default: false.' },
};

export const eventRowKeys: KeyTable = {
  provider: { is: 'text', required: true, about: 'The Provider Name of the System block, exact case.' },
  eventId: { is: 'number', least: 0, most: 65_535, required: true, about: 'The EventID.' },
  kind: { is: 'id', required: true, about: 'What happened, as a noun phrase; patterns ask for it.' },
  stage: { is: 'word', of: stages, about: 'The stage that an attempt has reached when this event is there.' },
  facts: { is: 'named', of: factKeys, about: 'What the event says, under names of our own.' },
  summary: { is: 'text', required: true, about: 'One line; {fact} is filled in, a [part] may be absent.' },
  keepIf: { is: 'facts', about: 'The event is kept only when all of these hold.' },
  basis: { is: 'word', of: bases, required: true, about: 'Where the id and its fields come from.' },
};

/** Longer lines are no summary; the bound also keeps filling one quick. */
const LONGEST_SUMMARY = 300;
const LONGEST_NAME = 256;

/**
 * Reads an events.yaml; every mistake is added to `problems`. A row with a mistake is given as well, so that patterns
 * are not told that they ask for nothing; whoever finds problems must use none of the rows.
 */
export function readEventRows(
  file: string,
  text: string,
  known: readonly CatalogRow[],
  problems: PatternProblem[],
): readonly CatalogRow[] {
  const root = openYaml(file, text, problems);
  const taken = new Map(known.map((row) => [keyOf(row), row]));
  const rows: CatalogRow[] = [];
  for (const place of root?.items() ?? []) {
    const row = readEventRow(place);
    const other = taken.get(keyOf(row));
    // A built-in row's meaning is what the built-in patterns rest on.
    if (other) place.fail(`${keyOf(row)} is known already, as '${other.kind}'`);
    taken.set(keyOf(row), row);
    rows.push(row);
  }
  return rows;
}

const keyOf = ({ provider, eventId }: CatalogRow): string => `${provider} ${eventId}`;

function readEventRow(place: YamlPlace): CatalogRow {
  place.allowOnly(Object.keys(eventRowKeys));
  const facts = readFacts(place.get('facts'));
  const names = new Set(Object.keys(facts));
  return {
    provider: shortText(place, 'provider', LONGEST_NAME),
    eventId: eventIdOf(place),
    kind: kindOf(place),
    ...(place.get('stage') ? { stage: choice(place, 'stage', stages, 'network') } : {}),
    facts,
    summary: summaryOf(place, names),
    ...(place.get('keepIf')
      ? { keepIf: readFactTests(place.get('keepIf'), names, 'the event has no fact') }
      : {}),
    basis: choice(place, 'basis', bases, 'inferred'),
  };
}

function readFacts(place: YamlPlace | undefined): Record<string, FactRule> {
  const facts: Record<string, FactRule> = {};
  if (place && !place.isMap()) place.fail('expected facts by their names');
  for (const name of place?.keys() ?? []) {
    const rule = place?.get(name);
    if (!rule) continue;
    // What every object has would be found in events that have no such fact.
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name) || name in {}) {
      rule.fail(`expected the name of a fact, letters and digits beginning in lower case; found '${name}'`);
      continue;
    }
    facts[name] = readFactRule(rule);
  }
  return facts;
}

function readFactRule(place: YamlPlace): FactRule {
  place.allowOnly(Object.keys(factKeys));
  const from = list(place, 'from').flatMap((item) => {
    const field = item.scalar();
    const isPlace = typeof field === 'number' && Number.isInteger(field) && field >= 0;
    if (isPlace || (typeof field === 'string' && field !== '' && field.length <= LONGEST_NAME))
      return [field];
    if (field !== undefined)
      item.fail(`expected the name of a field or its place from 0 on; found '${field}'`);
    return [];
  });
  if (!place.get('from')) place.fail("missing 'from'");
  else if (list(place, 'from').length === 0) place.get('from')?.fail('expected at least one field');
  return {
    from,
    as: choice(place, 'as', factForms, 'text'),
    ...(booleanOf(place, 'skipZero') ? { skipZero: true } : {}),
  };
}

function eventIdOf(place: YamlPlace): number {
  if (!place.get('eventId')) place.fail("missing 'eventId'");
  const id = atLeastOf(place, 'eventId', 0) ?? 0;
  if (!Number.isInteger(id) || id > 65_535) {
    place.get('eventId')?.fail(`expected a whole number up to 65535, found ${id}`);
  }
  return id;
}

function kindOf(place: YamlPlace): string {
  const kind = shortText(place, 'kind', 80);
  if (kind !== '' && !idForm.test(kind)) {
    place.get('kind')?.fail(`expected lower-case words joined by hyphens; found '${kind}'`);
  }
  return kind;
}

function summaryOf(place: YamlPlace, facts: ReadonlySet<string>): string {
  const summary = shortText(place, 'summary', LONGEST_SUMMARY);
  for (const [, name = ''] of summary.matchAll(/\{(\w+)\}/g)) {
    if (facts.has(name)) continue;
    place.get('summary')?.fail(`the event has no fact '${name}'${didYouMean(name, facts)}`);
  }
  return summary;
}

function shortText(place: YamlPlace, key: string, longest: number): string {
  const text = textOf(place, key);
  if (text.length <= longest) return text;
  place.get(key)?.fail(`expected at most ${longest} characters, found ${text.length}`);
  return text.slice(0, longest);
}
