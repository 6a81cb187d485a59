import { isXmlEvent, type TreeEvent } from '../../tree-event.ts';
import { XML_ATTRIBUTE, XML_TEXT, xmlEscaped } from './escape.ts';
import { xmlName } from './xml-name.ts';

/** One event as XML, as Windows exports it; what was exported already stays as it is. */
export function eventXml(event: TreeEvent): string {
  if (isXmlEvent(event)) return event.xml();
  // A comment is the one mark that leaves the event as it was.
  let xml = event.recovered === true ? '<!-- recovered -->' : '';
  let isEmpty = false;
  event.walk({
    open: (name, attributes, empty) => {
      const values = new Map<string, string>();
      for (const attribute of attributes) {
        const key = xmlName(attribute.name);
        if (!values.has(key)) values.set(key, xmlEscaped(attribute.value, XML_ATTRIBUTE));
      }
      xml += `<${xmlName(name)}`;
      for (const [key, value] of values) xml += ` ${key}='${value}'`;
      isEmpty = empty;
      xml += empty ? '/>' : '>';
    },
    text: (text) => {
      xml += xmlEscaped(text, XML_TEXT);
    },
    instruction: (target, data) => {
      xml += `<?_${xmlName(target)} ${xmlEscaped(data, XML_TEXT).replaceAll('?', '_')}?>`;
    },
    close: (name) => {
      if (!isEmpty) xml += `</${xmlName(name)}>`;
      isEmpty = false;
    },
  });
  return xml;
}
