import { looksLikeEvents } from '../../parsers/json/looks-like-events.ts';
import { detectEncoding } from '../../parsers/xml/decode-text.ts';
import { sniffFormat } from '../../parsers/sniff.ts';

/** How many first bytes tell what a file is: a binary log's header and its first chunk. */
export const HEAD_LENGTH: number = 4096 + 65_536;

/** How the manifest of `rdpwhy collect` begins; what PowerShell writes after that is in any order. */
const COLLECTED = /^\s*\{\s*"format"\s*:\s*"rdpwhy-collect"/;

const EVENT_XML = /<(?:\w+:)?Event[\s>]/;

/**
 * Says what a file that nobody named is, by its content: people's folders and archives hold much beside logs, and what
 * they are called tells little. `refused`: what may well hold logs and cannot be read.
 */
export function logKind(
  name: string,
  head: Uint8Array,
): 'log' | 'collected' | 'zip' | 'gzip' | 'tar' | 'refused' | 'other' {
  const format = sniffFormat(head);
  switch (format) {
    case 'zip':
    case 'gzip':
    case 'tar':
      return format;
    case 'evtx':
      return 'log';
    case 'xml':
      return EVENT_XML.test(textOf(head)) ? 'log' : 'other';
    case 'csv':
    case 'listing':
    case 'clixml':
      return 'log';
    case 'json':
      return jsonKind(textOf(head));
    case '7z':
    case 'cab':
    case 'rar':
    case 'bzip2':
    case 'xz':
    case 'zstd':
    case 'evt':
      return 'refused';
    case 'report':
      return 'other';
    case 'text':
    case 'unknown':
    case 'empty':
      // One that should be a log and is none is told of.
      return isBinaryLogName(name) ? 'log' : 'other';
  }
}

/**
 * Whether a file is a table beside the same log in a better form: collections have logs twice, as .evtx and for people, and
 * a table does not say which records they were.
 */
export function isLesserCopy(name: string, has: (name: string) => boolean): boolean {
  const base = name.replace(/\.(?:csv|txt)$/i, '');
  return base !== name && (has(`${base}.evtx`) || has(`${base}.xml`));
}
const jsonKind = (text: string): 'log' | 'collected' | 'other' =>
  COLLECTED.test(text) ? 'collected' : looksLikeEvents(text) ? 'log' : 'other';

/** Whether a file is called a log by who wrote it. */
export const isBinaryLogName = (name: string): boolean => /\.evtx$/i.test(name);

/** What is opened to see what it is, when it is come upon: texts and archives by their usual names, and logs. */
export const isPromisingName = (name: string): boolean =>
  /\.(?:evtx|evt|xml|clixml|json|jsonl|ndjson|csv|txt|log)$/i.test(name) || isArchiveName(name);

/** Whether a file is called an archive: such are not logs that grow. */
export const isArchiveName = (name: string): boolean =>
  /\.(?:zip|gz|tgz|7z|cab|rar|tar|bz2|tbz2?|xz|txz|zst)$/i.test(name);

function textOf(head: Uint8Array): string {
  const { encoding, bom } = detectEncoding(head);
  return new TextDecoder(encoding).decode(head.subarray(bom));
}
