import { describe, expect, test } from 'vitest';
import { isEvtxEvent } from '../../../parsers/evtx/event.ts';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import { HAS_CORPUS, PLATFORM, readCorpus, WITHOUT_CORPUS } from './corpus.ts';
import { exportedTrees } from './windows-export.ts';

/** Writes every event as lines: an element with its attributes in order, its texts, its end. */
function walkedTrees(bytes: Uint8Array): string[] {
  const trees: string[] = [];
  for (const item of createEvtxReader({ platform: PLATFORM }).feed(bytes)) {
    if (item.type !== 'event' || !isEvtxEvent(item.event)) continue;
    let tree = '';
    let text = '';
    const flush = (): void => {
      if (text !== '') tree += `${JSON.stringify(text.replaceAll('\r\n', '\n'))}\n`;
      text = '';
    };
    item.event.walk({
      open: (name, attributes) => {
        flush();
        tree += `<${[name, ...attributes.map((attribute) => `${attribute.name}=${attribute.value}`)].join(' ')}\n`;
      },
      text: (part) => {
        text += part;
      },
      instruction: (target, data) => {
        tree += `?${target} ${data}\n`;
      },
      close: (name) => {
        flush();
        tree += `>${name}\n`;
      },
    });
    trees.push(tree);
  }
  return trees;
}

describe.skipIf(!HAS_CORPUS)(`events walked as trees (${WITHOUT_CORPUS})`, () => {
  test.each(['Application', 'Security', 'System'])(
    '%s: the elements, attributes and texts of the export',
    (log) => {
      const exported = exportedTrees(new TextDecoder().decode(readCorpus(`with-xml/${log}.xml`)));
      expect(walkedTrees(readCorpus(`with-xml/${log}.evtx`))).toEqual(exported.toReversed());
    },
  );
});
