import { TOKEN } from '../binxml.ts';
import { XML_ATTRIBUTE, XML_TEXT } from './escape.ts';
import { type Literals, writeLiteral } from './literals.ts';
import { type Output, writeAscii } from './output.ts';
import { MAX_RAW_DEPTH, type RawReader } from './raw-reader.ts';

/** Writes elements and text up to an end tag or the end of the value; false at something for the slow way. */
export function writeRawXml(
  out: Output,
  literals: Literals,
  raw: RawReader,
  limit: number,
  depth: number,
): boolean {
  while (!raw.failed) {
    raw.writeText(out, XML_TEXT);
    const token = raw.token();
    if (token === TOKEN.endElement || token === TOKEN.endOfFragment) break;
    if (token !== TOKEN.openStartElement || depth === MAX_RAW_DEPTH || out.length > limit) return false;
    const name = raw.startElement();
    if (name === undefined) return false;
    writeAscii(out, '<');
    writeLiteral(out, literals.words, name.at, name.size);
    if (!writeAttributes(out, literals, raw)) return false;
    if (raw.closeStart()) {
      writeAscii(out, '/>');
      continue;
    }
    writeAscii(out, '>');
    if (!writeRawXml(out, literals, raw, limit, depth + 1) || !raw.endElement()) return false;
    writeAscii(out, '</');
    writeLiteral(out, literals.words, name.at, name.size);
    writeAscii(out, '>');
  }
  return !raw.failed;
}

function writeAttributes(out: Output, literals: Literals, raw: RawReader): boolean {
  for (let name = raw.attribute(); name !== undefined; name = raw.attribute()) {
    // One that stands twice is written once, as the slow way does it.
    if (name.mark === raw.tags) return false;
    name.mark = raw.tags;
    writeAscii(out, ' ');
    writeLiteral(out, literals.words, name.at, name.size);
    writeAscii(out, "='");
    raw.writeText(out, XML_ATTRIBUTE);
    writeAscii(out, "'");
  }
  return !raw.failed;
}
