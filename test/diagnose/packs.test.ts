import { describe, expect, test } from 'vitest';
import { loadPacks, type PackSource } from '../../src/packs/load-packs.ts';
import { patternsOf, type Pack } from '../../src/packs/pack.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { patternVocabulary } from '../../src/pattern-vocabulary.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const core = loadPatterns();
const builtIn = core.patterns.find(({ id }) => id === 'wrong-password');
const surroundings = { packs: [core], rows: catalogRows, vocabularyWith: patternVocabulary };

const pattern = (id: string, more = ''): string => `id: ${id}
class: credentials
title: The token has expired
stage: authentication
actor: user
basis: community
signs:
  - confidence: likely
    all: [{ kind: token-refused, has: { code: 7 } }]
explanation: The token of {account} has expired.
tellTheUser: Get a new token.
remedies: [{ text: Get a new token., runOn: client, risk: safe, actor: user }]
references: [a page]
${more}`;
const events = `- provider: Acme-Tokens
  eventId: 9
  kind: token-refused
  stage: authentication
  facts:
    account: { from: [User, 0], as: text }
    code: { from: [Code], as: code, skipZero: true }
  summary: 'token of {account} refused[: {code}]'
  keepIf: { code: { present: true } }
  basis: community
`;

const source = (files: Readonly<Record<string, string>>, eventText?: string): PackSource => ({
  head: { name: 'mine', version: 'unversioned', sha256: '' },
  patterns: Object.entries(files).map(([path, text]) => ({ path, text })),
  ...(eventText === undefined ? {} : { events: { path: 'events.yaml', text: eventText } }),
});
const load = (...sources: readonly PackSource[]) => loadPacks(sources, surroundings);
const home = 'credentials/expired-token/pattern.yaml';
const wrongPassword = 'credentials/wrong-password/pattern.yaml';

describe('a pack', () => {
  test('declares events that its patterns may ask for', () => {
    const { packs, problems } = load(source({ [home]: pattern('expired-token') }, events));
    expect(problems).toEqual([]);
    expect(packs[0]?.patterns[0]?.signs[0]?.all[0]?.kinds).toEqual(['token-refused']);
    expect(packs[0]?.events).toEqual([
      {
        provider: 'Acme-Tokens',
        eventId: 9,
        kind: 'token-refused',
        stage: 'authentication',
        facts: {
          account: { from: ['User', 0], as: 'text' },
          code: { from: ['Code'], as: 'code', skipZero: true },
        },
        summary: 'token of {account} refused[: {code}]',
        keepIf: { code: { test: 'present', present: true } },
        basis: 'community',
      },
    ]);
  });

  test('may use what an earlier pack declares, not what a later one does', () => {
    const first = source({ 'credentials/other/pattern.yaml': pattern('other') }, events);
    const second = source({ [home]: pattern('expired-token') });
    expect(load(first, second).problems).toEqual([]);
    const turned = load(second, first).problems;
    expect(turned).toMatchObject([{ source: 0, message: expect.stringContaining("'token-refused'") }]);
  });

  test('may give a known kind further facts', () => {
    const more = events
      .replace('kind: token-refused', 'kind: logon-failed')
      .replaceAll('code', 'factor')
      .replace('as: factor', 'as: code');
    const text = pattern('expired-token').replace(
      'token-refused, has: { code: 7 }',
      'logon-failed, has: { factor: 7, code: 1 }',
    );
    expect(load(source({ [home]: text }, more)).problems).toEqual([]);
  });

  test('may speak of built-in patterns', () => {
    const text = pattern('expired-token', 'yieldsTo: [wrong-password, account-disabled]\n');
    expect(load(source({ [home]: text }, events)).problems).toEqual([]);
  });

  test('is used whole or not at all, and so are the others', () => {
    const good = source({ [home]: pattern('expired-token') }, events);
    const bad = source({ 'credentials/bad/pattern.yaml': 'id: bad' });
    const { packs, problems } = load(good, bad);
    expect(packs).toEqual([]);
    expect(problems.length).toBeGreaterThan(3);
    expect(problems.every((problem) => problem.source === 1)).toBe(true);
  });
});

describe('an id that is taken', () => {
  const whole = pattern('wrong-password').replace('token-refused', 'logon-failed');

  test('is a mistake unless the pattern says what it means', () => {
    const { problems } = load(source({ [wrongPassword]: whole }));
    expect(problems).toMatchObject([{ line: 1, column: 5, message: expect.stringContaining('extends') }]);
  });

  test('is replaced whole by a pattern that overrides it', () => {
    const { packs, problems } = load(source({ [wrongPassword]: `${whole}overrides: wrong-password\n` }));
    expect(problems).toEqual([]);
    const merged = patternsOf([core, ...packs]);
    expect(merged.size).toBe(core.patterns.length);
    expect(merged.get('wrong-password')).toMatchObject({
      title: 'The token has expired',
      yieldsTo: [],
      checks: [],
    });
    expect(merged.get('wrong-password')?.signs).toHaveLength(1);
  });

  test('is added to by a pattern that extends it', () => {
    const text = `id: wrong-password
extends: wrong-password
tellTheUser: Ask the desk.
remedies: [{ text: Ask the desk., runOn: client, risk: safe, actor: user }]
signs: [{ confidence: likely, all: [{ kind: logon-failed, has: { code: 5 } }] }]
`;
    const { packs, problems } = load(source({ [wrongPassword]: text }));
    expect(problems).toEqual([]);
    const merged = patternsOf([core, ...packs]).get('wrong-password');
    expect(merged).toMatchObject({
      tellTheUser: 'Ask the desk.',
      title: builtIn?.title,
      class: 'credentials',
    });
    expect(merged?.remedies.map((remedy) => remedy.text)).toEqual(['Ask the desk.']);
    expect(merged?.checks).toEqual(builtIn?.checks);
    expect(merged?.signs.slice(1)).toEqual(builtIn?.signs);
    expect(merged?.signs[0]?.all[0]?.has).toEqual({ code: { test: 'one-of', values: [5] } });
  });

  test.each([
    ['both words', 'extends: wrong-password\noverrides: wrong-password', /found both/],
    ['another id', 'extends: account-disabled', /expected the pattern's own id, 'wrong-password'/],
    ['a list', 'extends: [wrong-password]', /expected a single value, found a list/],
  ])('may not be meant by %s', (_, more, says) => {
    const { problems } = load(source({ [wrongPassword]: `${whole}${more}\n` }));
    expect(
      problems.some(({ message }) => says.test(message)),
      JSON.stringify(problems),
    ).toBe(true);
  });

  test('must be there to be extended', () => {
    const text = pattern('wrong-pasword', 'overrides: wrong-pasword\n').replace(
      'token-refused',
      'logon-failed',
    );
    const { problems } = load(source({ 'credentials/wrong-pasword/pattern.yaml': text }));
    expect(problems[0]?.message).toBe(
      "no earlier pack has a pattern 'wrong-pasword'; did you mean 'wrong-password'?",
    );
  });

  test('may be extended by one pack after another', () => {
    const text = 'id: wrong-password\nextends: wrong-password\n';
    const first = source({ [wrongPassword]: `${text}title: First\n` });
    const second = source({ [wrongPassword]: `${text}tellTheUser: Second.\n` });
    const merged = patternsOf([core, ...load(first, second).packs]).get('wrong-password');
    expect(merged).toMatchObject({ title: 'First', tellTheUser: 'Second.' });
  });
});

describe('a mistake in events.yaml is reported where it stands', () => {
  test.each([
    ['an unknown key', 'eventId: 9', 'eventID: 9', 2, 3, /unknown key 'eventID'.*did you mean 'eventId'/],
    ['an unknown form', 'as: text', 'as: txt', 6, 37, /found 'txt'; did you mean 'text'/],
    ['an unknown key of a fact', 'as: text', 'form: text', 6, 33, /unknown key 'form'/],
    ['no field', '[Code]', '[]', 7, 19, /at least one field/],
    ['a field that is none', '[Code]', '[-1]', 7, 20, /the name of a field or its place/],
    ['a place that is no whole number', '[Code]', '[1.5]', 7, 20, /the name of a field or its place/],
    ['a bad kind', 'token-refused', 'Token_Refused', 3, 9, /lower-case words/],
    ['no kind', '  kind: token-refused\n', '', 1, 3, /missing 'kind'/],
    ['an id that is none', 'eventId: 9', 'eventId: 70000', 2, 12, /up to 65535/],
    ['an id that is a text', 'eventId: 9', "eventId: '9'", 2, 12, /expected a number/],
    ['an unknown stage', 'stage: authentication', 'stage: logon', 4, 10, /expected one of/],
    [
      'a fact the summary does not have',
      '{account}',
      '{acount}',
      8,
      12,
      /no fact 'acount'; did you mean 'account'/,
    ],
    ['a fact keepIf does not have', 'keepIf: { code', 'keepIf: { cod', 9, 18, /no fact 'cod'/],
    ['a fact named __proto__', 'code: { from', '__proto__: { from', 7, 16, /expected the name of a fact/],
    ['a fact named constructor', 'code: { from', 'constructor: { from', 7, 18, /expected the name of a fact/],
    [
      'facts that are a list',
      'keepIf: { code: { present: true } }',
      'keepIf: [code]',
      9,
      11,
      /expected tests/,
    ],
    [
      'an event that we know',
      'Acme-Tokens\n  eventId: 9',
      'Schannel\n  eventId: 36870',
      1,
      3,
      /known already, as 'tls-key/,
    ],
    ['a long summary', 'token of {account}', `${'a'.repeat(301)} {account}`, 8, 12, /at most 300 characters/],
    ['broken YAML', '- provider: Acme-Tokens', '- - provider: Acme-Tokens', 2, 1, /Sequence item/],
  ])('%s', (_, from, to, line, column, says) => {
    expect(events).toContain(from);
    const { packs, problems } = load(source({}, events.replace(from, to)));
    expect(packs).toEqual([]);
    const hit = problems.find(({ message }) => says.test(message));
    expect(hit, JSON.stringify(problems)).toMatchObject({ file: 'events.yaml', line, column });
  });

  test('the same event twice', () => {
    const { problems } = load(source({}, events + events));
    expect(problems).toMatchObject([{ line: 11, message: expect.stringContaining('known already') }]);
  });
});

/** Every one of these ends at once, with a place; none of the pack is used. */
describe('what could harm is refused', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]
${'bcdefgh'
  .split('')
  .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefg'[i]}`).join(', ')}]`)
  .join('\n')}
id: x
`;
  test.each<[string, string, RegExp]>([
    ['an alias bomb', bomb, /found the alias \*/],
    ['flow nesting', `id: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nested/],
    ['nesting in a line', `${'- '.repeat(20_000)}a`, /nested/],
    [
      'nesting by indentation',
      Array.from({ length: 100 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /nested/,
    ],
    [
      'nested tests',
      pattern('x').replace('code: 7', `code: ${'{ not: '.repeat(30)}7${' }'.repeat(30)}`),
      /nested deeper/,
    ],
    ['a huge text', `id: x # ${'x'.repeat(200_000)}`, /expected at most 131072 characters/],
    ['a tag', pattern('x').replace('title: The', 'title: !!js/function The'), /tag/i],
    ['a __proto__ key', pattern('x', '__proto__: { polluted: true }\n'), /unknown key '__proto__'/],
    ['a merge key', pattern('x', '<<: { title: y }\n'), /unknown key '<<'/],
    ['many faults of syntax', '%\n'.repeat(5_000), /./],
  ])(
    '%s',
    (_, text, says) => {
      const { packs, problems } = load(source({ 'credentials/x/pattern.yaml': text }, events));
      expect(packs).toEqual([]);
      expect(
        problems.some(({ message }) => says.test(message)),
        JSON.stringify(problems.slice(0, 3)),
      ).toBe(true);
      expect(problems.length).toBeLessThan(100);
      expect(problems[0]).toMatchObject({ file: 'credentials/x/pattern.yaml', line: expect.any(Number) });
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
    10_000,
  );

  test('mistakes without end: the first are told, and that there are more', () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `k${i}: 1`).join('\n');
    const { problems } = load(source({ 'credentials/x/pattern.yaml': text }));
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.message).toBe('further mistakes are not told');
  });

  test('an alias bomb of events', () => {
    expect(load(source({}, bomb)).problems[0]?.message).toMatch(/alias/);
  });

  test('the tests know no regular expressions', () => {
    const text = pattern('expired-token').replace('code: 7', () => "code: { matches: '(a+)+$' }");
    const { problems } = load(source({ [home]: text }, events));
    expect(problems[0]?.message).toMatch(/unknown key 'matches'/);
  });
});

test('messages propose the word that was meant', () => {
  const text = pattern('expired-token')
    .replace('title:', 'titel:')
    .replace('stage: authentication', 'stage: authentification')
    .replace('token-refused', 'token-refusd')
    .replace('{account}', '{acount}')
    .replace('references:', 'yieldsTo: [wrong-pasword]\ndecidedBy: [Securty]\nreferences:');
  const messages = load(source({ [home]: text }, events))
    .problems.map(({ message }) => message)
    .join('\n');
  for (const word of ['title', 'authentication', 'token-refused', 'account', 'Security']) {
    expect(messages).toContain(`did you mean '${word}'?`);
  }
});

test('a pack without events can be given to the pipeline as it was', () => {
  const plain: Pack = core;
  expect(patternsOf([plain]).size).toBe(core.patterns.length);
});
