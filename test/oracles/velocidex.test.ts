import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { corpusPath, HAS_CORPUS, readCorpus, WITHOUT_CORPUS } from '../parsers/evtx/corpus.ts';
import type { Tokens } from './event-tokens.ts';
import { readOurs } from './our-events.ts';

const FILES = [
  ['velocidex-CAPI2_Operational.golden', 'evtx-Microsoft-Windows-CAPI2_Operational_EventID70.evtx', 707],
  ['velocidex-Event4624_linux.golden', 'evtx-Security.evtx', 31880],
  ['velocidex-Event4624_windows.golden', 'evtx-Security.evtx', 31880],
] as const;

/** How Velocidex/evtx spells our value: numbers as numbers, GUIDs in upper case without braces, times as seconds. */
function spellings(value: string): readonly string[] {
  const numbers = /^(0x[\da-f]+|\d+)$/i.test(value) ? [String(Number(value))] : [];
  const guid = /^\{.{36}\}$/.test(value) ? [value.slice(1, -1).toUpperCase()] : [];
  return [value, ...numbers, ...guid];
}

interface Golden {
  readonly [name: string]: string | number | Golden;
}

/** Lists the values of a golden file by the names that lead to them. */
function leaves(golden: Golden, path: readonly string[] = []): [path: string, value: string][] {
  return Object.entries(golden).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' ? leaves(value, [...path, name]) : [[[...path, name].join('/'), String(value)]],
  );
}

/** Our values by the same names: attributes and elements alike, EventData by the names of its fields. */
function ourLeaves(tokens: Tokens): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const path: string[] = [];
  for (const token of tokens) {
    if (token === '>') path.pop();
    else if (token.startsWith('<')) path.push(token.slice(1));
    else if (token.startsWith('@Name=') && path.at(-1) === 'Data') path[path.length - 1] = token.slice(6);
    else if (token.startsWith('@')) {
      const at = token.indexOf('=');
      found.set([...path, token.slice(1, at)].join('/'), token.slice(at + 1));
    } else found.set(path.join('/'), token.slice(1));
  }
  return found;
}

describe.skipIf(!HAS_CORPUS)(`the golden files of Velocidex/evtx (${WITHOUT_CORPUS})`, () => {
  test.each(FILES)('%s: every value', (golden, log, recordId) => {
    const { Message: _, ...event } = JSON.parse(
      readFileSync(corpusPath(`parser/${golden}`), 'utf8'),
    ) as Golden;
    const ours = readOurs(readCorpus(`parser/${log}`)).find((candidate) => candidate.recordId === recordId);
    const values = ourLeaves(ours?.tokens ?? []);
    const expected = leaves(event);
    expect(expected.length).toBeGreaterThan(20);
    for (const [path, value] of expected) {
      // The text of an element that has attributes too is called Value there.
      const mine = values.get(`Event/${path.replace('EventID/Value', 'EventID')}`) ?? '';
      if (path.endsWith('/SystemTime')) expect(Date.parse(mine)).toBe(Math.floor(Number(value) * 1000));
      else expect([path, spellings(mine)]).toEqual([path, expect.arrayContaining([value])]);
    }
  });
});
