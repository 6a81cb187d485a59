import { looksLikeTable } from './csv/table.ts';
import { looksLikeListing } from './listing/event-finders.ts';
import { detectEncoding } from './xml/decode-text.ts';

/** What the first bytes of an input look like. */
export type SniffedFormat =
  | 'evtx'
  | 'xml'
  | 'json'
  | 'clixml'
  | 'csv'
  | 'listing'
  | 'zip'
  | 'gzip'
  | '7z'
  | 'cab'
  | 'rar'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | 'tar'
  | 'evt'
  | 'report'
  | 'text'
  | 'empty'
  | 'unknown';

/** How many first bytes are worth looking at. */
export const SNIFF_LENGTH = 2048;

/**
 * Tells the format from the first bytes. A bare chunk counts as evtx, so that carved logs are read; console
 * output pasted before the first event counts as xml, or as json where a line begins with a JSON object.
 */
export function sniffFormat(head: Uint8Array): SniffedFormat {
  if (head.length === 0) return 'empty';
  return sureFormat(head) ?? sniffText(head.subarray(0, SNIFF_LENGTH));
}

/** The format, where no further bytes could change it: a log that grows is read from its first event on. */
export function sureFormat(head: Uint8Array): SniffedFormat | undefined {
  if (startsWith(head, 'ElfFile\0') || startsWith(head, 'ElfChnk\0')) return 'evtx';
  // One that holds nothing begins with its end.
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) return 'zip';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  for (const [format, at, magic] of MAGIC) if (startsWith(head.subarray(at), magic)) return format;
  const text = textOf(head.subarray(0, SNIFF_LENGTH));
  if (EVENTS_FIRST.test(text)) return 'xml';
  if (CLIXML.test(text)) return 'clixml';
  if (OWN_REPORT.test(text)) return 'report';
  if (JSON_FIRST.test(text)) return 'json';
  if (looksLikeListing(text)) return 'listing';
  // Names, and a first row that is whole.
  return /^\s*[^\s<[{][^\n]*\n[^\n]+\n/.test(text) && looksLikeTable(text) ? 'csv' : undefined;
}

const EVENTS_FIRST = /^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?Events?[\s>]/;
/** What `rdpwhy --json` writes, and the first line of `--format ndjson`: no log, but people give it for one. */
const OWN_REPORT =
  /^\s*\{\s*(?:"type":\s*"report",\s*)?"schemaVersion":\s*\d+,\s*"tool":\s*\{\s*"name":\s*"rdpwhy"/;
const JSON_FIRST = /^\s*\{\s*"/;

function textOf(head: Uint8Array): string {
  const { encoding, bom } = detectEncoding(head);
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(head.subarray(bom));
}

/** What begins, or goes on at some offset, as nothing else does. `LfLe` is the log of Windows XP and 2003. */
const MAGIC = [
  ['7z', 0, '7z\u00bc\u00af\u0027\u001c'],
  ['cab', 0, 'MSCF\0\0\0\0'],
  ['rar', 0, 'Rar!\u001a\u0007'],
  ['bzip2', 4, '1AY&SY'],
  ['xz', 0, '\u00fd7zXZ\0'],
  ['zstd', 0, '(\u00b5/\u00fd'],
  ['tar', 257, 'ustar'],
  ['evt', 4, 'LfLe'],
] as const;

function startsWith(bytes: Uint8Array, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (bytes[i] !== ascii.charCodeAt(i)) return false;
  return true;
}

function sniffText(head: Uint8Array): SniffedFormat {
  const text = textOf(head);
  if (JSON_VALUE.test(text)) return 'json';
  if (MARKUP.test(text)) return 'xml';
  if (looksLikeTable(text)) return 'csv';
  if (looksLikeListing(text)) return 'listing';
  if (JSON_LINE.test(text)) return 'json';
  if (/<(?:\w+:)?Event[\s>]/.test(text)) return 'xml';
  return isPrintable(text) ? 'text' : 'unknown';
}

/** What Export-Clixml writes. */
const CLIXML = /^\s*(?:<\?xml[^>]*>\s*)?<Objs[\s>]/;

/** A JSON object or list, as far as it can be told from a line that begins with the name of a section or a time. */
const JSON_VALUE = /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[[{"\]]|[\d.]+\s*,|$))/;
/** Some tools number their records between, and syslog puts its priority, a time and names before each. */
const JSON_LINE = /\n\s*\{\s*"|^\s*<\d{1,3}>[^\n{]*\{\s*"/;
/** A number in angle brackets is the priority of a line of syslog. */
const MARKUP = /^\s*<(?!\d)/;

function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && !(code >= 0x09 && code <= 0x0d)) return false;
  }
  return true;
}
