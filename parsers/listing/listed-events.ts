import { readLocalTime } from '../csv/local-time.ts';
import { readTime } from '../json/read-time.ts';
import { isShownProperty } from './shown-list.ts';
import { MOST_TEXT, type EventFinder, type Line, type WrittenEvent } from './written-event.ts';

/** An event as it is listed. What its lines are called is in the language of the system: they are known by their places. */
interface ListedEvent {
  readonly offset: number;
  readonly channel: string;
  readonly source: string;
  readonly time: string;
  readonly id: string;
  computer: string;
  message: string;
  /** The event as XML, which Event Viewer copies along. */
  xml: string;
}

interface Labelled extends Line {
  readonly label: string;
  readonly value: string;
}

/** Log name, source, date and event id stand one below the other, and begin each event. */
const HEAD = 4;
/** Below them wevtutil puts task, level, opcode, keyword, user and user name before the computer; Event Viewer no opcode and no name. */
const BEFORE_COMPUTER = { indented: 6, plain: 4 };
const LABELLED = /^\s*([^:]{1,40}):\s*(.*)$/;
const NUMBERED = /^\s*\S{1,20}\s?\[\d+\]:?\s*$/;

/** Finds the events that wevtutil and Event Viewer list. */
export function listedEvents(): EventFinder {
  let head: Labelled[] = [];
  let open: ListedEvent | undefined;
  let body: string[] = [];
  let size = 0;
  /** Lines between the event id and the computer that are still to come; undefined: all that comes is message. */
  let before: number | undefined;
  let isDescribed = false;

  const finish = (ownLines: number): WrittenEvent | undefined => {
    const event = open;
    open = undefined;
    if (event) {
      const lines = body.slice(0, Math.max(0, body.length - ownLines));
      if (NUMBERED.test(lines.at(-1) ?? '')) lines.pop();
      event.xml = xmlIn(lines);
      event.message = lines.join('\n').trim();
    }
    const written = event && writtenOf(event);
    body = [];
    size = 0;
    return written;
  };

  const goOn = (event: ListedEvent, { text }: Line): void => {
    const [, label = '', value = ''] = LABELLED.exec(text) ?? [];
    if (before !== undefined && label !== '') {
      if (before === 0 || /^computer$/i.test(label.trim())) {
        event.computer = value.trim();
        before = undefined;
      } else before--;
      return;
    }
    before = undefined;
    // Right below the computer stands what the message is called, and with some the message itself.
    const line = isDescribed || label === '' ? text : value;
    isDescribed = true;
    if (size > MOST_TEXT) return;
    size += line.length;
    body.push(line);
  };

  return {
    push(line) {
      const [, label, value] = LABELLED.exec(line.text) ?? [];
      if (label === undefined || value === undefined || isShownProperty(line.text)) head = [];
      else head.push({ ...line, label, value: value.trim() });
      if (head.length > HEAD) head.shift();
      const next = headOf(head);
      if (!next) {
        if (open) goOn(open, line);
        return undefined;
      }
      const done = finish(HEAD - 1);
      open = next;
      before = BEFORE_COMPUTER[/^\s/.test(line.text) ? 'indented' : 'plain'];
      isDescribed = false;
      head = [];
      return done;
    },
    end: () => finish(0),
  };
}

/** The beginning of an event, where these lines are one. */
function headOf([channel, source, time, id]: readonly Labelled[]): ListedEvent | undefined {
  if (!channel || !source || !time || !id) return undefined;
  const isHead =
    channel.value !== '' &&
    source.value !== '' &&
    isTime(time.value) &&
    !isTime(source.value) &&
    /^\d{1,5}$/.test(id.value);
  if (!isHead) return undefined;
  const { offset } = channel;
  const values = { channel: channel.value, source: source.value, time: time.value, id: id.value };
  return { offset, ...values, computer: '', message: '', xml: '' };
}

const isTime = (text: string): boolean => readTime(text) !== undefined || readLocalTime(text) !== undefined;

function xmlIn(lines: readonly string[]): string {
  const from = lines.findIndex((line) => /^\s*<(?:\w+:)?Event[\s>]/.test(line));
  return from === -1 ? '' : lines.slice(from).join('\n');
}

/** The event as a value with names, or as XML where that stands beside it. */
const writtenOf = (event: ListedEvent): WrittenEvent => ({
  offset: event.offset,
  size: event.message.length + event.xml.length,
  time: event.time,
  valueAt: (time) =>
    event.xml === ''
      ? {
          ListingTime: time,
          ListingSource: event.source,
          ListingId: event.id,
          ListingComputer: event.computer,
          ListingChannel: event.channel,
          ListingMessage: event.message,
        }
      : event.xml,
});
