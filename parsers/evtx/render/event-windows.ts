import { TYPE } from '../values.ts';
import type { TreeEvent } from '../../tree-event.ts';

/** A JSON text with the key it has in the object around it. */
interface Member {
  readonly key: string;
  readonly json: string;
  /** A `Data` element without a name: all of them become one member. */
  readonly isItem: boolean;
}

/** An element whose end has not come. */
interface Open {
  readonly name: string;
  readonly attributes: string;
  /** The Name of a `Data` element, which becomes its key. */
  readonly dataName: string | undefined;
  readonly members: Member[];
  readonly texts: string[];
}

/**
 * One event as the nested JSON that other tools print: elements by name, attributes under "#attributes", text
 * beside either under "#text"; numbers and truth values as such.
 */
export function eventWindows(event: TreeEvent): string {
  const root: Open = { name: '', attributes: '', dataName: undefined, members: [], texts: [] };
  const path: Open[] = [root];
  event.walk({
    open: (name, attributes) => {
      const isData = name === 'Data' && path.at(-1)?.name === 'EventData';
      const dataName = isData ? attributes.find((attribute) => attribute.name === 'Name')?.value : undefined;
      const shown = isData
        ? ''
        : attributes.map((one) => `${quoted(one.name)}:${typed(one.value, one.type)}`).join(',');
      path.push({ name, attributes: shown, dataName, members: [], texts: [] });
    },
    text: (text, type) => path.at(-1)?.texts.push(typed(text, type)),
    instruction: () => {},
    close: () => {
      const element = path.pop();
      if (element !== undefined)
        path.at(-1)?.members.push(memberOf(element, path.at(-1)?.name === 'EventData'));
    },
  });
  const marks = `${event.recovered === true ? ',"recovered":true' : ''}${event.payloadLost === true ? ',"payloadLost":true' : ''}`;
  return `{${membersJson(root.members)}${marks}}`;
}

function memberOf(element: Open, inEventData: boolean): Member {
  const { name, dataName } = element;
  const isItem = inEventData && name === 'Data' && (dataName ?? '') === '';
  return { key: isItem ? name : (dataName ?? name), json: contentJson(element), isItem };
}

function contentJson({ attributes, members, texts }: Open): string {
  const text = texts.length === 1 ? (texts[0] ?? '') : quoted(texts.map(unquoted).join(''));
  if (attributes === '' && members.length === 0) return texts.length > 0 ? text : 'null';
  const parts: string[] = [];
  if (attributes !== '') parts.push(`"#attributes":{${attributes}}`);
  if (texts.length > 0 && text !== '""') parts.push(`"#text":${text}`);
  if (members.length > 0) parts.push(membersJson(members));
  return `{${parts.join(',')}}`;
}

function membersJson(members: readonly Member[]): string {
  const used = new Map<string, number>();
  const written: string[] = [];
  const items = members.filter(({ isItem }) => isItem).map(({ json }) => (json === 'null' ? '""' : json));
  let isListed = false;
  for (const { key, json, isItem } of members) {
    if (isItem) {
      if (!isListed)
        written.push(`"Data":{"#text":${items.length === 1 ? items[0] : `[${items.join(',')}]`}}`);
      isListed = true;
      continue;
    }
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    written.push(`${quoted(count === 0 ? key : `${key}_${count}`)}:${json}`);
  }
  return written.join(',');
}

function typed(text: string, type: number): string {
  if (text === '') return '""';
  switch (type) {
    case TYPE.int8:
    case TYPE.uint8:
    case TYPE.int16:
    case TYPE.uint16:
    case TYPE.int32:
    case TYPE.uint32:
    case TYPE.int64:
    case TYPE.uint64:
    case TYPE.bool:
      return text;
    default:
      return quoted(text);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function unquoted(json: string): string {
  return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}
