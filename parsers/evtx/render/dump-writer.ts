import type { RawEvent } from '../../raw-event.ts';
import type { RecordWalk } from '../record.ts';
import { isTreeEvent, type TreeEvent } from '../../tree-event.ts';
import { CSV_HEADER, eventCsv } from './event-csv.ts';
import { eventJson } from './event-json.ts';
import { eventWindows } from './event-windows.ts';
import { eventXml } from './event-xml.ts';
import { flatShape } from './flat-shape.ts';
import { createOutput, type Output, reserve, writeUtf8 } from './output.ts';
import { RecordWriter, type Shape } from './record-writer.ts';
import { windowsShape } from './windows-shape.ts';
import { xmlShape } from './xml-shape.ts';

/**
 * Writes events in one form as UTF-8. Records of a binary log come by `take`, straight from their bytes; whatever
 * that refuses, and the events of other logs, come by `event`. Who reads empties `out` by setting its length to 0.
 */
export interface DumpWriter {
  readonly out: Output;
  /** Stands before and after all events. */
  readonly head: string;
  readonly tail: string;
  readonly take: (walk: RecordWalk) => boolean;
  readonly event: (event: RawEvent) => void;
  /** How many records `take` refused. */
  readonly refused: () => number;
}

/** flat: JSON lines with the fields by name; windows: JSON lines as other tools print them. */
export type DumpForm = 'flat' | 'windows' | 'xml' | 'csv';

/** Makes a writer; it may be used for many logs, one after another. */
export function createDumpWriter(form: DumpForm): DumpWriter {
  switch (form) {
    case 'flat':
      return createWriter(flatShape, eventJson);
    case 'windows':
      return createWriter(windowsShape, eventWindows);
    case 'xml':
      return createWriter(xmlShape, eventXml, '<Events>\n', '</Events>\n');
    case 'csv':
      return createWriter(undefined, eventCsv, CSV_HEADER);
  }
}

function createWriter<Plan, Nested>(
  shape: Shape<Plan, Nested> | undefined,
  spell: (event: TreeEvent) => string,
  head = '',
  tail = '',
): DumpWriter {
  const out = createOutput();
  const records = shape === undefined ? undefined : new RecordWriter(out, shape);
  return {
    out,
    head,
    tail,
    take: (walk) => records?.write(walk) ?? false,
    event: (event) => {
      if (!isTreeEvent(event)) return;
      writeUtf8(out, spell(event));
      reserve(out, 1);
      out.view.setUint8(out.length++, 0x0a);
    },
    refused: () => records?.refused ?? 0,
  };
}
