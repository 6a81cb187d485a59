import { describe, expect, test } from 'vitest';
import { loadPack } from '../../src/diagnose/load-pack.ts';
import { loadPattern, type PatternProblem } from '../../src/diagnose/load-pattern.ts';
import type { Pattern } from '../../src/model/pattern.ts';
import { patternVocabulary } from '../../src/pattern-vocabulary.ts';

const vocabulary = patternVocabulary();
const good = `id: wrong-password
class: credentials
title: The password was wrong
stage: authentication
actor: user
basis: documented
signs:
  - confidence: certain
    all:
      - kind: logon-failed
        has: { code: 0xC000006A }
    needs: [Security]
explanation: Windows refused {account}.
tellTheUser: Try again.
remedies:
  - text: Type it again.
    runOn: client
    risk: safe
    actor: user
references: ['a page']
`;

function load(text: string): { pattern: Pattern | undefined; problems: readonly PatternProblem[] } {
  const problems: PatternProblem[] = [];
  const pattern = loadPattern('credentials/wrong-password/pattern.yaml', text, vocabulary, problems);
  return { pattern, problems };
}

describe('a pattern', () => {
  test('is read, with what it does not say filled in', () => {
    const { pattern, problems } = load(good);
    expect(problems).toEqual([]);
    expect(pattern).toMatchObject({
      id: 'wrong-password',
      prominence: 'ordinary',
      failure: true,
      folds: false,
      yieldsTo: [],
      signs: [
        {
          all: [
            { kinds: ['logon-failed'], has: { code: { test: 'one-of', values: [0xc000006a] } }, atLeast: 1 },
          ],
          inOrder: false,
          needs: ['Security'],
        },
      ],
    });
  });

  test('may look around the attempt, and at what stayed away', () => {
    const wide = good
      .replace('basis: documented', 'basis: documented\nprecedence: general')
      .replace(
        '    needs: [Security]',
        [
          '    nearby:',
          '      - { kind: listener-stopped, before: 3600 }',
          '      - { kind: listener-started, at: end }',
          '    lasting: 30',
          'hostSigns:',
          '  - confidence: possible',
          '    all: [{ kind: listener-stopped }]',
          '    noneAfter: [{ kind: listener-started }]',
        ].join('\n'),
      );
    const { pattern, problems } = load(wide);
    expect(problems).toEqual([]);
    expect(pattern).toMatchObject({
      precedence: 'general',
      signs: [
        {
          lasting: 30,
          nearby: [
            { kinds: ['listener-stopped'], atLeast: 1, before: 3600, after: 60 },
            { kinds: ['listener-started'], at: 'end', before: 60, after: 60 },
          ],
        },
      ],
      hostSigns: [{ noneAfter: [{ kinds: ['listener-started'] }], nearby: [] }],
    });
    const twice = wide.replace('{ kind: listener-started }', '{ kind: listener-started, atLeast: 2 }');
    expect(load(twice).problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/'noneAfter' means not even one/),
    ]);
    const nowhere = wide.replace('before: 3600', 'before: -1');
    expect(load(nowhere).problems).toHaveLength(1);
  });

  test('of a normal end is no failure and needs no remedy', () => {
    const normal = good
      .replace('class: credentials', 'class: normal')
      .replace(/remedies:[^]*?(?=references)/, '');
    expect(load(normal).problems).toEqual([]);
    expect(load(normal).pattern?.failure).toBe(false);
  });

  test.each([
    ['{ atLeast: 2, atMost: 5 }', { test: 'range', atLeast: 2, atMost: 5 }],
    ['{ atMost: 5 }', { test: 'range', atMost: 5 }],
    ['{ startsWith: TERMSRV }', { test: 'starts-with', text: 'TERMSRV' }],
    ['{ endsWith: $ }', { test: 'ends-with', text: '$' }],
    ['{ present: false }', { test: 'present', present: false }],
    ['{ not: [1, a] }', { test: 'not', of: { test: 'one-of', values: [1, 'a'] } }],
    ['7', { test: 'one-of', values: [7] }],
  ])('may test a fact as %s', (written, test) => {
    expect(load(good.replace('0xC000006A', written)).pattern?.signs[0]?.all[0]?.has['code']).toEqual(test);
  });
});

/** Replaces one line's text; the mistake is expected in it. */
const mistakes: readonly [
  what: string,
  from: string,
  to: string,
  line: number,
  column: number,
  says: RegExp,
][] = [
  ['an unknown key', 'actor: user\nbasis', 'actor: user\ncolour: red\nbasis', 6, 1, /unknown key 'colour'/],
  ['an unknown key of a sign', '    needs:', '    wants:', 12, 5, /unknown key 'wants'/],
  ['an unknown key of a matcher', '        has:', '        is:', 11, 9, /unknown key 'is'/],
  ['an unknown key of a test', '0xC000006A', '{ moreThan: 1 }', 11, 24, /unknown key 'moreThan'/],
  ['an unknown key of a remedy', '    runOn: client', '    where: client', 17, 5, /unknown key 'where'/],
  [
    'an unknown kind',
    'kind: logon-failed',
    'kind: logon-filed',
    10,
    15,
    /unknown kind of event 'logon-filed'/,
  ],
  ['a matcher without kind', 'kind: logon-failed\n        has:', 'has:', 10, 9, /missing 'kind'/],
  [
    'a fact that kind does not have',
    '{ code: ',
    '{ colour: ',
    11,
    24,
    /no event of kind logon-failed has a fact/,
  ],
  ['a fact of no kind at all', '{ code: ', '{ __proto__: ', 11, 27, /has a fact '__proto__'/],
  ['an unknown channel', '[Security]', '[Securty]', 12, 13, /unknown channel 'Securty'/],
  ['an unknown placeholder', '{account}', '{acount}', 13, 14, /unknown placeholder \{acount\}/],
  [
    'an unknown class',
    'class: credentials',
    'class: crednetials',
    2,
    8,
    /expected one of .*; found 'crednetials'/,
  ],
  ['an unknown stage', 'stage: authentication', 'stage: logon', 4, 8, /expected one of/],
  ['an unknown confidence', 'confidence: certain', 'confidence: sure', 8, 17, /expected one of/],
  ['an unknown risk', 'risk: safe', 'risk: none', 18, 11, /expected one of/],
  ['a missing text', 'title: The password was wrong\n', '', 1, 1, /missing 'title'/],
  ['a missing class', 'class: credentials\n', '', 1, 1, /missing 'class'/],
  ['a missing remedy text', 'text: Type it again.\n    ', '', 16, 5, /missing 'text'/],
  [
    'an empty text',
    'title: The password was wrong',
    'title:',
    3,
    7,
    /expected a single value, found nothing/,
  ],
  ['a list for a text', 'title: The password was wrong', 'title: [a]', 3, 8, /found a list/],
  [
    'a text for a map',
    '- text: Type it again.\n    runOn: client\n    risk: safe\n    actor: user',
    '- again',
    16,
    5,
    /expected a map/,
  ],
  ['an id that is no noun phrase', 'id: wrong-password', 'id: Wrong_Password', 1, 5, /lower-case words/],
  [
    'a text for a number',
    '        has: { code: 0xC000006A }',
    '        atLeast: many',
    11,
    18,
    /expected a number/,
  ],
  ['less than one', '        has: { code: 0xC000006A }', '        atLeast: 0', 11, 18, /expected 1 or more/],
  [
    'a word for yes',
    '    needs:',
    '    inOrder: yes\n    needs:',
    12,
    14,
    /expected true or false, found 'yes'/,
  ],
  ['a fact tested for true', '0xC000006A', 'true', 11, 22, /expected a number or a text/],
  ['a fact tested for nothing', '0xC000006A', '[]', 11, 22, /expected at least one value/],
  ['a fact with an empty test', '0xC000006A', '{}', 11, 22, /expected one test/],
  ['a fact with two tests', '0xC000006A', '{ startsWith: a, endsWith: b }', 11, 22, /expected one test/],
  [
    'a number of what must not be',
    '    all:\n      - kind: logon-failed\n',
    '    all: [{ kind: logon-failed }]\n    none:\n      - kind: logon-failed\n        atLeast: 2\n',
    12,
    18,
    /not even one/,
  ],
  [
    'more than the whole',
    'explanation:',
    'tallies: [{ confidence: likely, per: client, share: 5 }]\nexplanation:',
    13,
    53,
    /0 to 1/,
  ],
  ['a sign without evidence', '    all:', '    none:', 8, 5, /a sign needs evidence/],
  [
    'nothing that could match',
    'signs:',
    'contradictedBy: []\nhostSigns: []\nreferencez:',
    1,
    1,
    /nothing could ever match/,
  ],
  [
    'no remedy',
    good.slice(good.indexOf('remedies'), good.indexOf('references')),
    '',
    1,
    1,
    /at least one remedy/,
  ],
  [
    'a risk before a safe step',
    'remedies:',
    'remedies:\n  - { text: Restart., runOn: host, risk: service-interruption, actor: host }',
    17,
    5,
    /safe steps before/,
  ],
  ['no reference', "references: ['a page']\n", '', 1, 1, /expected references/],
  ['a key twice', 'stage: authentication', 'stage: authentication\nstage: tls', 5, 1, /unique/],
  ['broken YAML', 'title: The password was wrong', 'title: "The password', 21, 1, /^Missing closing "quote$/],
];

describe('a mistake is reported where it stands', () => {
  test.each(mistakes)('%s', (_, from, to, line, column, says) => {
    expect(good).toContain(from);
    const { pattern, problems } = load(good.replace(from, to));
    expect(pattern).toBeUndefined();
    const hit = problems.find(({ message }) => says.test(message));
    expect(hit, JSON.stringify(problems)).toMatchObject({
      file: 'credentials/wrong-password/pattern.yaml',
      line,
      column,
    });
  });

  test.each([
    ['', /found nothing/],
    ['# only a comment', /found nothing/],
    ['- a\n- b', /expected a map/],
    ['just text', /expected a map/],
  ])('a file of %j', (text, says) => {
    expect(load(text).pattern).toBeUndefined();
    expect(load(text).problems.some(({ message }) => says.test(message))).toBe(true);
  });

  test('each once', () => {
    const { problems } = load(good.replace('class: credentials\n', ''));
    expect(problems.filter(({ message }) => message.includes("'class'"))).toHaveLength(1);
    const channel = load(good.replace('[Security]', '[{ a: b }]')).problems;
    expect(channel).toHaveLength(1);
  });

  test('all of them, not only the first', () => {
    const many = good.replace('stage: authentication', 'stage: x').replace('risk: safe', 'risk: x');
    expect(load(many).problems).toHaveLength(2);
  });
});

describe('a pack', () => {
  const head = { name: 'mine', version: '1', sha256: '' };
  const packOf = (...files: readonly (readonly [path: string, text: string])[]) =>
    loadPack(
      head,
      files.map(([path, text]) => ({ path, text })),
      vocabulary,
    );
  const home = 'credentials/wrong-password/pattern.yaml';
  const other = good.replace('id: wrong-password', 'id: other');
  const otherHome = 'credentials/other/pattern.yaml';

  test('holds its patterns by id, whatever the order of files', () => {
    const { pack, problems } = packOf([home, good], [otherHome, other]);
    expect(problems).toEqual([]);
    expect(pack.patterns.map(({ id }) => id)).toEqual(['other', 'wrong-password']);
    expect(packOf([otherHome, other], [home, good]).pack).toEqual(pack);
  });

  test.each([
    ['another folder', 'credentials/wrong-pasword/pattern.yaml', /id of its folder/],
    ['a folder of another class', 'account/wrong-password/pattern.yaml', /class of its folder/],
    ['no folder', 'pattern.yaml', /id of its folder, ''/],
  ])('does not take a pattern in %s', (_, path, says) => {
    const { pack, problems } = packOf([path, good]);
    expect(pack.patterns).toEqual([]);
    expect(problems.some(({ file, message }) => file === path && says.test(message))).toBe(true);
  });

  test('takes an id once', () => {
    const { pack, problems } = packOf([home, good], [`more/${home}`, good]);
    expect(pack.patterns).toHaveLength(1);
    expect(problems).toMatchObject([{ file: `more/${home}`, message: expect.stringContaining(home) }]);
  });

  test.each([
    ['yieldsTo', 'yieldsTo: [nobody]\nexplanation:'],
    ['causes', 'tallies: [{ confidence: likely, causes: [nobody], per: client }]\nexplanation:'],
    ['clientOf', 'tallies: [{ confidence: likely, clientOf: [nobody], per: client }]\nexplanation:'],
  ])('knows every pattern that one speaks of: %s', (_, more) => {
    const { problems } = packOf([home, good.replace('explanation:', more)]);
    expect(problems).toMatchObject([{ file: home, message: "no pattern has the id 'nobody'" }]);
    const known = packOf(
      [home, good.replace('explanation:', more.replace('nobody', 'other'))],
      [otherHome, other],
    );
    expect(known.problems).toEqual([]);
  });

  test('keeps what is free of mistakes', () => {
    const { pack, problems } = packOf([home, good], [otherHome, 'id: [']);
    expect(pack.patterns.map(({ id }) => id)).toEqual(['wrong-password']);
    expect(problems[0]?.file).toBe(otherHome);
  });
});
