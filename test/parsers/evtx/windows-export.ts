import { XMLParser } from 'fast-xml-parser';
import type { RawField } from '../../../parsers/raw-event.ts';

/** One element as the parser gives it in document order: its name with its children, and its attributes. */
type Node = Readonly<Record<string, unknown>>;

/** An event of an XML export, reduced to what the reader of the binary log must give too. */
export interface ExportedEvent {
  readonly provider: string;
  readonly channel: string;
  readonly computer: string;
  readonly eventId: number;
  readonly qualifiers?: number;
  readonly version: number;
  readonly level: number;
  readonly recordId: number;
  readonly time: number;
  readonly activityId?: string;
  readonly relatedActivityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  readonly data: readonly RawField[];
}

/** Parses an export that Windows made, by other means than the project's own XML reader. */
export function parseExport(xml: string): readonly ExportedEvent[] {
  return exportedEvents(xml).map(toEvent);
}

/** Writes every event of an export as lines: an element with its attributes in order, its texts, its end. */
export function exportedTrees(xml: string): readonly string[] {
  return exportedEvents(xml).map((event) => treeOf([event]));
}

function treeOf(nodes: readonly Node[]): string {
  let tree = '';
  for (const node of nodes) {
    const name = elementName(node);
    // Windows adds the message when it exports; it is not in the log.
    if (name === 'RenderingInfo') continue;
    if (name === undefined) {
      tree += `${JSON.stringify(node['#text'])}\n`;
      continue;
    }
    const attributes = Object.entries(attributesOf(node)).map(([key, value]) => `${key}=${value}`);
    tree += `<${[name, ...attributes].join(' ')}\n${treeOf(childrenOf(node, name))}>${name}\n`;
  }
  return tree;
}

function exportedEvents(xml: string): readonly Node[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    htmlEntities: true,
    processEntities: { enabled: true, maxTotalExpansions: 1e9, maxExpandedLength: 1e9 },
  });
  const roots = parser.parse(xml) as readonly Node[];
  const root = roots.find((node) => 'Events' in node);
  return childrenOf(root, 'Events').filter((node) => 'Event' in node);
}

function toEvent(event: Node): ExportedEvent {
  const parts = childrenOf(event, 'Event');
  const system = childrenOf(named(parts, 'System'), 'System');
  const text = (name: string): string => textOf(childrenOf(named(system, name), name));
  const attribute = (name: string, key: string): string | undefined => attributesOf(named(system, name))[key];
  const time = attribute('TimeCreated', 'SystemTime') ?? '';
  const optional = {
    qualifiers: numberOf(attribute('EventID', 'Qualifiers')),
    activityId: attribute('Correlation', 'ActivityID')?.slice(1, -1).toUpperCase(),
    relatedActivityId: attribute('Correlation', 'RelatedActivityID')?.slice(1, -1).toUpperCase(),
    processId: numberOf(attribute('Execution', 'ProcessID')),
    threadId: numberOf(attribute('Execution', 'ThreadID')),
    userSid: attribute('Security', 'UserID'),
  };
  return {
    provider: attribute('Provider', 'Name') ?? '',
    channel: text('Channel'),
    computer: text('Computer'),
    eventId: Number(text('EventID')),
    version: Number(text('Version')),
    level: Number(text('Level')),
    recordId: Number(text('EventRecordID')),
    // Date keeps milliseconds; the microseconds are digits 4 to 6 of the fraction.
    time: Date.parse(`${time.slice(0, 23)}Z`) * 1000 + Number(time.slice(23, 26)),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as object),
    data: payload(parts),
  };
}

function payload(parts: readonly Node[]): RawField[] {
  const eventData = named(parts, 'EventData');
  if (eventData !== undefined) {
    return childrenOf(eventData, 'EventData')
      .filter((node) => elementName(node) !== undefined)
      .map((node) => {
        const name = elementName(node) ?? '';
        const value = textOf(childrenOf(node, name));
        return { name: name === 'Data' ? (attributesOf(node)['Name'] ?? '') : name, value };
      });
  }
  // The child of UserData is named after the kind of event, and is no field even when it is empty.
  return childrenOf(named(parts, 'UserData'), 'UserData').flatMap((child) =>
    leaves(childrenOf(child, elementName(child) ?? '')),
  );
}

function leaves(nodes: readonly Node[]): RawField[] {
  return nodes.flatMap((node) => {
    const name = elementName(node);
    if (name === undefined) return [];
    const children = childrenOf(node, name);
    if (children.some((child) => elementName(child) !== undefined)) return leaves(children);
    return [{ name: name.replace(/^.*:/, ''), value: textOf(children) }];
  });
}

function elementName(node: Node): string | undefined {
  return Object.keys(node).find((key) => key !== ':@' && key !== '#text');
}

function named(nodes: readonly Node[], name: string): Node | undefined {
  return nodes.find((node) => name in node);
}

function childrenOf(node: Node | undefined, name: string): readonly Node[] {
  return (node?.[name] ?? []) as readonly Node[];
}

function attributesOf(node: Node | undefined): Readonly<Record<string, string>> {
  return (node?.[':@'] ?? {}) as Readonly<Record<string, string>>;
}

function textOf(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node['#text'] === 'string' ? node['#text'] : '')).join('');
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
