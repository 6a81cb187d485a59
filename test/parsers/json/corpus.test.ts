import { describe, expect, test } from 'vitest';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import { createDumpWriter, type DumpForm } from '../../../parsers/evtx/render/dump-writer.ts';
import type { RawEvent } from '../../../parsers/raw-event.ts';
import { corpusFiles, HAS_CORPUS, PLATFORM, readCorpus, WITHOUT_CORPUS } from '../evtx/corpus.ts';
import { readJson } from './read-json.ts';
import { codesOf } from '../read-log.ts';

/** The form that others' tools have spells numbers without what stood before the digits, and numbers names that repeat. */
const plain = (text: string): string => text.replace(/^(-?)0+(?=\d)/, '$1');

/** What an event says, as far as the form keeps it: flat keeps no name where one has none. */
function said(event: RawEvent, form: DumpForm): string {
  const fields = event.fields();
  const isUnnamed = form === 'flat' && fields.some(({ name }) => name === '');
  const texts = fields.map(({ name, value }) =>
    form === 'flat' ? `${isUnnamed ? '' : name}=${value}` : `${name.replace(/_\d+$/, '')}=${plain(value)}`,
  );
  return JSON.stringify([
    [
      event.provider,
      event.eventId,
      event.qualifiers,
      event.version,
      event.level,
      event.channel,
      event.computer,
    ],
    [event.recordId, event.time, event.activityId, event.processId, event.threadId, event.userSid],
    texts.sort(),
  ]);
}

/** Writes a log as the command does. */
function dumped(log: Uint8Array, form: DumpForm): Uint8Array {
  const { out, take, event } = createDumpWriter(form);
  const reader = createEvtxReader({ platform: PLATFORM, take });
  for (const items of [reader.feed(log), reader.end()]) {
    for (const item of items) if (item.type === 'event') event(item.event);
  }
  return out.bytes.slice(0, out.length);
}

function expectedOf(log: Uint8Array, form: DumpForm): readonly string[] {
  const reader = createEvtxReader({ platform: PLATFORM });
  const told: string[] = [];
  for (const items of [reader.feed(log), reader.end()]) {
    for (const item of items) if (item.type === 'event') told.push(said(item.event, form));
  }
  return told;
}

/** Not what nests in a field, and no whole number beyond what JSON carries exactly. */
const isKept = (text: string): boolean =>
  !/"Microsoft-Windows-Kernel-Processor-Power",26,|=\d{17}"/.test(text);

describe.skipIf(!HAS_CORPUS)(`what dump writes of real logs is read back (${WITHOUT_CORPUS})`, () => {
  const files = corpusFiles().filter((file) => !/large|server-2012r2\/System/.test(file));
  test.each(files.flatMap((file) => (['flat', 'windows'] as const).map((form) => [file, form] as const)))(
    '%s as %s',
    (file, form) => {
      const log = readCorpus(file);
      const expected = expectedOf(log, form);
      if (expected.length === 0) return;
      const result = readJson(dumped(log, form));
      expect(codesOf(result)).toEqual([]);
      const read = result.events.map((event) => said(event, form));
      expect(read.filter(isKept).sort()).toEqual(expected.filter(isKept).sort());
    },
    60_000,
  );
});
