import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import type { Pattern } from '../model/pattern.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import { createAddresses } from './addresses.ts';
import { createNames } from './names.ts';
import { createPaths } from './paths.ts';
import { createRedactField, decidingReader, type FieldReader } from './redact-field.ts';
import { createScrub } from './scrub.ts';
import { createSids } from './sids.ts';
import { testedValues } from './tested-values.ts';
import { createTokens } from './tokens.ts';

/** Puts pseudonyms in place of who and where: the same one for the same value, whatever comes before it. */
export interface Redactor {
  /** The event with pseudonyms in those fields that its meaning is read from, and without all others. */
  readonly event: (raw: RawEvent) => RawEvent;
  readonly computer: (name: string) => string;
  readonly path: (path: string) => string;
  /** Who, as people write it: alice, CORP\alice, alice@corp.example. */
  readonly user: (name: string) => string;
  /** From where: an address or the name of a computer. */
  readonly client: (name: string) => string;
  /** A text of our own in which a path, an address or a name may stand. */
  readonly text: (text: string) => string;
  /** What every pseudonym given so far, and in the runs before, stands for. */
  mapping(): ReadonlyMap<string, string>;
}

export interface RedactorOptions {
  /** 32 bytes; who has them can tell pseudonyms of guessed values. */
  readonly key: Uint8Array;
  /** The catalog's rows, built-in and packs': only fields that they read are kept. */
  readonly rows: readonly CatalogRow[];
  /** Words that these ask for stay, so that they still match. Default: none. */
  readonly patterns?: readonly Pattern[];
  /** Pseudonyms of earlier runs with this key. */
  readonly known?: Iterable<readonly [token: string, original: string]>;
}

/** Makes a redactor. It is pure: pseudonyms hang on key and value alone. */
export function createRedactor({ key, rows, patterns = [], known = [] }: RedactorOptions): Redactor {
  const tokens = createTokens(key, known);
  const address = createAddresses(tokens);
  const sid = createSids(tokens);
  const names = createNames(tokens, address, sid);
  const paths = createPaths(tokens, names);
  const scrub = createScrub({ address, sid, names, paths });
  const asked = testedValues(rows, patterns);
  const field = createRedactField({ tokens, address, names, paths, scrub, asked });
  const readersOf = fieldReaders(rows);
  const given = new Map<string, string>();
  // Computers and inputs come with every event.
  const once = (sort: string, text: string, make: (text: string) => string): string => {
    const key = `${sort} ${text}`;
    const made = given.get(key) ?? make(text);
    given.set(key, made);
    return made;
  };
  const computer = (name: string): string => once('computer', name, names.host);

  const fieldsOf = (raw: RawEvent): readonly RawField[] => {
    const readers = readersOf(raw);
    const seen = new Set<string>();
    const read = raw.fields().map(({ name, value }, place) => {
      // Of two fields of one name the first is read.
      const byName = name === '' || seen.has(name) ? [] : (readers.get(name) ?? []);
      seen.add(name);
      return { name, value, readers: [...byName, ...(readers.get(place) ?? [])] };
    });
    const telling = new Map<string, string>([[raw.computer, computer(raw.computer)]]);
    const isTelling = read.map(({ value, readers }) => {
      const what = decidingReader(readers)?.class;
      return value.length > 2 && (what === 'user' || what === 'host' || what === 'target');
    });
    const made = read.map(({ value, readers }, i) => (isTelling[i] ? field(value, readers) : undefined));
    made.forEach((token, i) => {
      const value = read[i]?.value.trim();
      if (token !== undefined && value !== undefined && value !== token) telling.set(value, token);
    });
    return read.map(({ name, value, readers }, i) => ({
      name,
      value: made[i] ?? field(value, readers, telling),
    }));
  };

  return {
    event(raw) {
      const fields = fieldsOf(raw);
      const { userSid } = raw;
      return {
        provider: raw.provider,
        channel: raw.channel,
        computer: computer(raw.computer),
        eventId: raw.eventId,
        ...(raw.qualifiers === undefined ? {} : { qualifiers: raw.qualifiers }),
        version: raw.version,
        level: raw.level,
        recordId: raw.recordId,
        time: raw.time,
        ...(raw.activityId === undefined ? {} : { activityId: raw.activityId }),
        ...(raw.relatedActivityId === undefined ? {} : { relatedActivityId: raw.relatedActivityId }),
        ...(raw.processId === undefined ? {} : { processId: raw.processId }),
        ...(raw.threadId === undefined ? {} : { threadId: raw.threadId }),
        ...(userSid === undefined ? {} : { userSid: names.user(userSid) }),
        ...(raw.recovered && { recovered: raw.recovered }),
        ...(raw.payloadLost && { payloadLost: raw.payloadLost }),
        get: (name) => fields.find((field) => field.name === name)?.value,
        fields: () => fields,
      };
    },
    computer,
    path: (path) => once('path', path, paths.path),
    user: names.user,
    client: names.host,
    text: (text) => scrub(text),
    mapping: () => tokens.mapping,
  };
}

type ReadersByField = ReadonlyMap<string | number, readonly FieldReader[]>;
const none: ReadersByField = new Map();

/** Which facts read which fields of an event, by name or place. */
function fieldReaders(rows: readonly CatalogRow[]): (raw: RawEvent) => ReadersByField {
  const byEvent = new Map<string, Map<string | number, FieldReader[]>>();
  for (const { provider, eventId, kind, facts } of rows) {
    const fields = new Map<string | number, FieldReader[]>();
    for (const [fact, rule] of Object.entries(facts)) {
      for (const from of rule.from) {
        const readers = fields.get(from) ?? [];
        fields.set(from, [...readers, { kind, fact, rule }]);
      }
    }
    byEvent.set(`${eventId} ${provider}`, fields);
  }
  return ({ provider, eventId }) => byEvent.get(`${eventId} ${provider}`) ?? none;
}
