import type { RawField } from '../raw-event.ts';
import type { FilledAttribute, TreeEvent, TreeVisitor } from '../tree-event.ts';
import type { Share } from '../xml/share-strings.ts';
import type { Payload } from './payload.ts';
import type { JsonHead } from './read-head.ts';

/** The type number of a text, as binary logs count types. */
const TEXT_TYPE = 1;

/** Makes the event of a JSON object. */
export function jsonEvent(head: JsonHead, payload: Payload, share: Share): TreeEvent {
  const { readTime: _, systemTime, ...said } = head;
  const { fields, names } = payload;
  const event: TreeEvent = {
    ...said,
    provider: share(said.provider),
    channel: share(said.channel),
    computer: share(said.computer),
    ...(names !== undefined && { fieldNames: names }),
    get: (name) => fields.find((field) => field.name === name)?.value,
    fields: () => fields,
    systemTime: () => systemTime,
    walk: (visitor) => walkEvent(event, payload, visitor),
  };
  return event;
}

/** Tells an event as the tree that it is in XML. */
function walkEvent(head: TreeEvent, payload: Payload, visitor: TreeVisitor): void {
  const element = (
    name: string,
    text?: string,
    pairs: readonly (readonly [string, string | number | undefined])[] = [],
  ): void => {
    const attributes: FilledAttribute[] = pairs.flatMap(([key, value]) =>
      value === undefined ? [] : [{ name: key, value: String(value), type: TEXT_TYPE }],
    );
    visitor.open(name, attributes, text === undefined);
    if (text !== undefined) visitor.text(text, TEXT_TYPE);
    visitor.close(name);
  };
  const guid = (id: string | undefined): string | undefined => (id === undefined ? undefined : `{${id}}`);
  visitor.open('Event', [], false);
  visitor.open('System', [], false);
  element('Provider', undefined, [['Name', head.provider]]);
  element('EventID', String(head.eventId), [['Qualifiers', head.qualifiers]]);
  element('Version', String(head.version));
  element('Level', String(head.level));
  element('TimeCreated', undefined, [
    ['SystemTime', head.systemTime() || new Date(head.time / 1000).toISOString()],
  ]);
  element('EventRecordID', String(head.recordId));
  element('Correlation', undefined, [
    ['ActivityID', guid(head.activityId)],
    ['RelatedActivityID', guid(head.relatedActivityId)],
  ]);
  element('Execution', undefined, [
    ['ProcessID', head.processId],
    ['ThreadID', head.threadId],
  ]);
  element('Channel', head.channel);
  element('Computer', head.computer);
  element('Security', undefined, [['UserID', head.userSid]]);
  visitor.close('System');
  walkPayload(payload, visitor, element);
  visitor.close('Event');
}

type TellElement = (
  name: string,
  text?: string,
  pairs?: readonly (readonly [string, string | number | undefined])[],
) => void;

/** Names that are none of elements cannot stand in UserData. */
const ELEMENT_NAME = /^[A-Za-z_][\w.-]*$/;

function walkPayload({ fields, userData }: Payload, visitor: TreeVisitor, element: TellElement): void {
  const isUserData =
    userData !== undefined &&
    [userData, ...fields.map(({ name }) => name)].every((name) => ELEMENT_NAME.test(name));
  if (!isUserData) {
    if (fields.length === 0) return;
    visitor.open('EventData', [], false);
    for (const field of fields) dataElement(field, element);
    visitor.close('EventData');
    return;
  }
  visitor.open('UserData', [], false);
  visitor.open(userData, [], fields.length === 0);
  for (const { name, value } of fields) element(name, value);
  visitor.close(userData);
  visitor.close('UserData');
}

function dataElement({ name, value }: RawField, element: TellElement): void {
  if (name === 'Binary') element(name, value);
  else element('Data', value, [['Name', name === '' ? undefined : name]]);
}
