import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readXml } from './read-xml.ts';
import { codesOf } from '../read-log.ts';

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const EXPORTS = `${SHARED}corpus/with-xml/`;
const CASES = `${SHARED}evalset/`;

describe.skipIf(!existsSync(EXPORTS))(
  'exports made by Windows (shared/corpus, not part of the project)',
  () => {
    test.each([
      ['Application.xml', 366],
      ['Security.xml', 1715],
      ['System.xml', 1247],
    ])('%s holds %i events', (name, count) => {
      const bytes = readFileSync(EXPORTS + name);
      const result = readXml(bytes);
      expect(codesOf(result)).toEqual([]);
      expect(result.events).toHaveLength(count);
      expect(result.events.map((event) => event.recordId)).toEqual(
        Array.from({ length: count }, (_, i) => count - i),
      );
      const seen: unknown[] = [];
      const filtered = readXml(bytes, [], { want: () => false, observe: (...head) => seen.push(head) });
      expect(filtered.events).toEqual([]);
      // The light scan of the System block and the parser agree on every event.
      expect(seen).toEqual(
        result.events.map(({ computer, channel, recordId, time }) => [computer, channel, recordId, time]),
      );
    });
  },
);

describe.skipIf(!existsSync(CASES))(
  'every dialect of the evaluation set (shared/evalset, not part of the project)',
  () => {
    const files = existsSync(CASES)
      ? readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
      : [];
    test.each(files)('%s', (name) => {
      const result = readXml(readFileSync(CASES + name));
      expect(codesOf(result)).toEqual([]);
      expect(result.events.length).toBeGreaterThan(0);
      expect(result.status.state).toBe('clean');
    });
  },
);
