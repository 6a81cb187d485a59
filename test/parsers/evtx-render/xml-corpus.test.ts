import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { corpusFiles, HAS_CORPUS, readCorpus, WITHOUT_CORPUS } from '../evtx/corpus.ts';
import { dumpBytes } from './dump-bytes.ts';

/** The events of an export, oldest first, without the message that Windows adds when it exports. */
function exportedEvents(xml: string): string[] {
  const events = xml
    .replace(/^[^]*?<Events>/, '')
    .replaceAll(/<RenderingInfo[^]*?<\/RenderingInfo>/g, '')
    .split('</Event>');
  return events
    .slice(0, -1)
    .map((event) => `${event}</Event>`)
    .toReversed();
}

/** The files' line ends were made LF after the export, and a line break is a reference in ours. */
function withLf(xml: string): string {
  return xml.replaceAll('&#13;&#10;', '\n').replaceAll('&#10;', '\n');
}

describe.skipIf(!HAS_CORPUS)(`XML straight from the bytes (${WITHOUT_CORPUS})`, () => {
  test.each(['Application', 'Security', 'System'])('%s: as Windows exported it, to the letter', (log) => {
    const exported = exportedEvents(new TextDecoder().decode(readCorpus(`with-xml/${log}.xml`)));
    const { lines } = dumpBytes(readCorpus(`with-xml/${log}.evtx`), 'xml');
    expect(lines.map(withLf)).toEqual(exported.map(withLf));
  });

  test.each(corpusFiles())('%s: well-formed, and the same by the slow way', (file) => {
    const fast = dumpBytes(readCorpus(file), 'xml');
    const slow = dumpBytes(readCorpus(file), 'xml', 'slow');
    expect(XMLValidator.validate(fast.text)).toBe(true);
    expect(fast.lines).toEqual(slow.lines);
    expect(fast.problems).toEqual(slow.problems);
  });
});
