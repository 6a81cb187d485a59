import type { EventHead, RawEvent } from '../raw-event.ts';
import { isTreeEvent, isXmlEvent, type TreeEvent } from '../tree-event.ts';
import { firstValue, namedElements } from './named-field.ts';
import type { BoundElement, PayloadField } from './payload.ts';
import { fieldValue, fieldValues, payloadFields, payloadRoots } from './payload.ts';
import type { Chunk, Instance, SystemField, SystemFields, Template } from './structures.ts';
import { fieldNumber, fieldText } from './system.ts';
import { createScope, walkFragment } from './tree.ts';

/** An event of a binary log. */
export type EvtxEvent = TreeEvent;

/** Whether an event comes from a binary log. */
export function isEvtxEvent(event: RawEvent): event is EvtxEvent {
  return isTreeEvent(event) && !isXmlEvent(event);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Makes the event of a record; its payload is decoded when it is asked for. */
export function createEvent(
  chunk: Chunk,
  template: Template,
  instance: Instance,
  system: SystemFields,
  head: EventHead,
): TreeEvent {
  const scope = createScope(chunk, head.recordId);
  let found: readonly BoundElement[] | undefined;
  const roots = (): readonly BoundElement[] => (found ??= payloadRoots(scope, template, instance));
  let listed: readonly PayloadField[] | undefined;
  const list = (): readonly PayloadField[] => (listed ??= payloadFields(scope, roots()));
  const event: Writable<TreeEvent> = {
    provider: head.provider,
    channel: head.channel,
    computer: head.computer,
    eventId: head.eventId,
    version: fieldNumber(chunk, instance, system.version, 0),
    level: fieldNumber(chunk, instance, system.level, 0),
    recordId: head.recordId,
    time: head.time,
    get: (name) => {
      const [root] = roots();
      const named = namedElements(roots());
      if (root !== undefined && named !== undefined) return firstValue(scope, named.get(name) ?? [], root);
      const field = list().find((candidate) => candidate.name === name);
      return field === undefined ? undefined : fieldValue(scope, field);
    },
    fields: () => fieldValues(scope, list()),
    systemTime: () => fieldText(chunk, instance, system.time) ?? '',
    walk: (visitor) => walkFragment(createScope(chunk, head.recordId), template, instance, visitor),
  };
  addOptional(event, chunk, instance, system);
  return event;
}

function addOptional(
  event: Writable<RawEvent>,
  chunk: Chunk,
  instance: Instance,
  system: SystemFields,
): void {
  const number = (field: SystemField): number | undefined => {
    const value = fieldNumber(chunk, instance, field, Number.NaN);
    return Number.isNaN(value) ? undefined : value;
  };
  const qualifiers = number(system.qualifiers);
  if (qualifiers !== undefined) event.qualifiers = qualifiers;
  const activityId = bareGuid(fieldText(chunk, instance, system.activityId));
  if (activityId !== undefined) event.activityId = activityId;
  const relatedActivityId = bareGuid(fieldText(chunk, instance, system.relatedActivityId));
  if (relatedActivityId !== undefined) event.relatedActivityId = relatedActivityId;
  const processId = number(system.processId);
  if (processId !== undefined) event.processId = processId;
  const threadId = number(system.threadId);
  if (threadId !== undefined) event.threadId = threadId;
  const userSid = fieldText(chunk, instance, system.userSid);
  if (userSid !== undefined) event.userSid = userSid;
}

function bareGuid(text: string | undefined): string | undefined {
  return text?.startsWith('{') === true ? text.slice(1, -1).toUpperCase() : text?.toUpperCase();
}
