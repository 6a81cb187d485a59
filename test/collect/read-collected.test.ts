import { assert, constantFrom, json, nat, property, record, string } from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { factRules } from '../../src/collect/fact-rules.ts';
import { factForms } from '../../src/collect/fact-sources.ts';
import { factsFor } from '../../src/collect/judge-facts.ts';
import { readCollected } from '../../src/collect/read-collected.ts';
import { collectSides, scriptFor } from '../../src/collect.ts';
import { collectedText } from '../support/collected.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { nodesOf, readPowerShell } from '../support/powershell-tree.ts';

const read = (text: string) => {
  const found = readCollected(text);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('the manifest', () => {
  test('keeps the facts and channels that are known, each in its form, and no others', () => {
    const { facts, channels } = read(
      collectedText({
        facts: {
          'rdp-tcp.PortNumber': '3389',
          'listener.listening': false,
          'service.TermService.status': 'Running; <b>',
          'certificate.notAfter': 'tomorrow',
          'licensing.type': 4,
          'alice.password': 'secret',
          __proto__: { 'fips.Enabled': 1 },
        },
        channels: [
          { channel: 'System', state: 'exported', enabled: true, file: 'System.evtx' },
          { channel: 'Microsoft-Windows-Sysmon/Operational', state: 'denied', enabled: null, file: 'x' },
        ],
      }),
    );
    expect([...facts]).toEqual([
      ['listener.listening', 'false'],
      ['licensing.type', 4],
    ]);
    expect(channels.map(({ channel }) => channel)).toEqual(['System']);
  });

  test('of any text is read or refused in words', () => {
    const whole = collectedText();
    assert(
      property(nat(whole.length), nat(60), string(), (at, gone, put) => {
        const found = readCollected(whole.slice(0, at) + put + whole.slice(at + gone));
        return typeof found === 'string' ? found !== '' : found.channels.length <= 200;
      }),
    );
    assert(
      property(json(), (body) => {
        const found = readCollected(`{"format":"rdpwhy-collect","formatVersion":1,"collected":${body}}`);
        return typeof found === 'string';
      }),
    );
  });
});

describe('what facts say', () => {
  test('is of causes that there are and of facts that the script asks for', () => {
    const ids = new Set(loadPatterns().patterns.map(({ id }) => id));
    for (const { cause, fact, also = [], source } of factRules) {
      expect(ids).toContain(cause);
      for (const name of [fact, ...also.map((one) => one.fact)])
        expect([...factForms.keys()]).toContain(name);
      expect(source).not.toBe('');
    }
  });

  test('is of facts that the document names', () => {
    const document = readFileSync('docs/COLLECT.md', 'utf8');
    for (const name of factForms.keys()) {
      const [, service] = /^service\.(\w+)\./.exec(name) ?? [];
      const value = service ?? name.slice(name.lastIndexOf('.') + 1);
      expect(document).toContain(value);
    }
  });

  test('is never both for and against a cause by one fact', () => {
    const values = record(
      Object.fromEntries(
        [...factForms].map(([name, form]) => [
          name,
          form === 'number'
            ? constantFrom(0, 1, 2, 4, 5, 3389, 3390)
            : form === 'flag'
              ? constantFrom('true', 'false')
              : form === 'word'
                ? constantFrom('Running', 'Stopped', 'Disabled', 'Manual', 'Automatic')
                : constantFrom('2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z'),
        ]),
      ),
      { requiredKeys: [] },
    );
    const collected = read(collectedText());
    assert(
      property(values, (facts) => {
        const known = new Map(
          Object.entries(facts).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value] as const],
          ),
        );
        for (const cause of new Set(factRules.map((rule) => rule.cause))) {
          const said = factsFor(cause, { ...collected, facts: known });
          for (const one of said)
            expect(said.filter(({ fact, speaks }) => fact === one.fact && speaks !== one.speaks)).toEqual([]);
        }
      }),
    );
  });
});

describe('script and reader', () => {
  let tree: Awaited<ReturnType<typeof readPowerShell>>;
  beforeAll(async () => {
    tree = await readPowerShell();
  });

  test('have the same names', () => {
    const root = tree(scriptFor('server', 168));
    const manifest = nodesOf(root, 'assignment_expression').find(({ text }) =>
      text.startsWith('$manifest = @{'),
    );
    const [body] = manifest ? nodesOf(manifest, 'hash_literal_body') : [];
    const names = body?.children.flatMap((entry) =>
      entry?.type === 'hash_entry' ? [entry.text.split(' ')[0] ?? ''] : [],
    );
    const sent = JSON.parse(collectedText().slice(1)) as { readonly collected: object };
    expect(names?.toSorted()).toEqual(Object.keys(sent.collected).toSorted());
  });

  test('have the same facts', () => {
    const literal = collectSides.flatMap((side) =>
      nodesOf(tree(scriptFor(side, 168)), 'element_access').flatMap(
        ({ text }) => /^\$found\['([^'+]+\.[^'+]+)'\]$/.exec(text)?.[1] ?? [],
      ),
    );
    const own = [...new Set(literal)].filter((name) => !name.startsWith('rdp-tcp.')).toSorted();
    const computed = [...factForms.keys()].filter(
      (name) => !/^(?:listener|certificate|licensing|firewall|sessions)\./.test(name),
    );
    expect(own).toEqual([...factForms.keys()].filter((name) => !computed.includes(name)).toSorted());
    for (const name of computed) {
      const group = name.slice(0, name.lastIndexOf('.'));
      const value = name.slice(name.lastIndexOf('.') + 1);
      const asked = group.startsWith('service.') ? `'${group.slice(8)}'` : `'${value}'`;
      expect(
        collectSides.some((side) => scriptFor(side, 168).includes(asked)),
        name,
      ).toBe(true);
    }
  });
});
