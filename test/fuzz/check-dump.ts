import { createDumpWriter, type DumpForm } from '../../parsers/index.ts';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { METERED } from './work-meter.ts';

const FORMS: readonly DumpForm[] = ['flat', 'windows', 'xml'];

/** What a dump came to. */
interface Dump {
  readonly text: string;
  readonly bytes: number;
  readonly problems: number;
}

/** Bytes written for a byte of input: names, values and their escapes, each as often as the limits allow. */
const BYTES_PER_BYTE = 2000;

/** Says what is wrong with how a log is written out, undefined when nothing is. */
export function checkDump(bytes: Uint8Array): string | undefined {
  try {
    return compareForms(bytes);
  } catch (error) {
    return `throws ${error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error)}`;
  }
}

function compareForms(bytes: Uint8Array): string | undefined {
  for (const form of FORMS) {
    const fast = dump(bytes, form, true);
    if (fast.bytes > BYTES_PER_BYTE * Math.max(4096, bytes.length))
      return `writes ${fast.bytes} bytes of ${form}`;
    if (fast.problems > 0) continue;
    const slow = dump(bytes, form, false);
    if (slow.problems === 0 && fast.text !== slow.text) return `writes other ${form} straight from the bytes`;
  }
  return undefined;
}

/** Writes a log, straight from its bytes or from its events. */
function dump(log: Uint8Array, form: DumpForm, straight: boolean): Dump {
  const { out, take, event } = createDumpWriter(form);
  const reader = createEvtxReader({ platform: METERED, ...(straight ? { take } : {}) });
  let text = '';
  let bytes = 0;
  let problems = 0;
  const empty = (): void => {
    bytes += out.length;
    // Enough to be compared; what is longer is counted only.
    if (text.length < 4_000_000) text += Buffer.from(out.bytes.subarray(0, out.length)).toString();
    out.length = 0;
  };
  for (const items of [reader.feed(log), reader.end()]) {
    for (const item of items) {
      if (item.type === 'event') event(item.event);
      else problems += 1;
      empty();
    }
  }
  empty();
  return { text, bytes, problems };
}
