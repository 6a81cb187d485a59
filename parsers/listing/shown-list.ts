import { MOST_TEXT, type EventFinder, type WrittenEvent } from './written-event.ts';

/** A line that begins a property: its name, spaces, a colon. The colons of one list stand below one another. */
const PROPERTY = /^( *)([a-z]\w*) +:(?: (.*))?$/i;

/** What Get-WinEvent's and Get-EventLog's events have, in English on all systems. Seen in samples. */
const NAMES: ReadonlySet<string> = new Set(
  `message id version qualifiers level task opcode keywords recordid providername providerid logname processid threadid
  machinename userid timecreated activityid relatedactivityid containerlog matchedqueryids bookmark leveldisplayname
  opcodedisplayname taskdisplayname keywordsdisplaynames properties pscomputername runspaceid psshowcomputername
  eventid data index category categorynumber entrytype source replacementstrings instanceid timegenerated timewritten
  username site container`.split(/\s+/),
);

/** What is typed behind a list is no part of it. */
export const PROMPT: RegExp = /^(?:\[[^\]]{1,80}\]: )?PS [^>]{0,260}>/;

interface Property {
  readonly indent: number;
  readonly colon: number;
  readonly name: string;
  readonly value: string;
}

interface Block extends Pick<Property, 'indent' | 'colon'> {
  readonly offset: number;
  /** The lines of each property. */
  readonly values: Map<string, string[]>;
  last: string[];
  size: number;
}

function propertyOf(text: string): Property | undefined {
  const [, indent = '', said = '', value = ''] = PROPERTY.exec(text) ?? [];
  const name = said.toLowerCase();
  return NAMES.has(name) ? { indent: indent.length, colon: text.indexOf(':'), name, value } : undefined;
}

/** Whether a line begins a property of an event as PowerShell lists it. */
export const isShownProperty = (text: string): boolean => propertyOf(text) !== undefined;

/** Finds the events in what `Format-List` shows: a property a line, and what a line does not hold goes on below. */
export function shownLists(): EventFinder {
  let block: Block | undefined;

  const finish = (): WrittenEvent | undefined => {
    const done = block;
    block = undefined;
    return done && writtenOf(done);
  };

  const goOn = (text: string): void => {
    if (block === undefined || block.size > MOST_TEXT) return;
    block.size += text.length;
    block.last.push(text.trim());
  };

  return {
    push({ text, offset }) {
      if (PROMPT.test(text)) return finish();
      const property = propertyOf(text);
      if (property === undefined || (block && property.indent > block.indent)) {
        goOn(text);
        return undefined;
      }
      const { indent, colon, name, value } = property;
      // What a list has once begins the next one, and so does one of another width where there was no event yet.
      const isNext = block && (block.values.has(name) || (colon !== block.colon && !isEvent(block)));
      const done = isNext ? finish() : undefined;
      block ??= { offset, indent, colon, values: new Map(), last: [], size: 0 };
      if (colon === block.colon) {
        block.last = [];
        block.values.set(name, block.last);
        goOn(value);
      } else goOn(text);
      return done;
    },
    end: finish,
  };
}

const TIMES = ['timecreated', 'timegenerated'];
const IDS = ['id', 'eventid', 'instanceid'];

const isEvent = ({ values }: Block): boolean =>
  [TIMES, IDS].every((names) => names.some((name) => values.has(name)));

function writtenOf(block: Block): WrittenEvent | undefined {
  const { offset, values, size } = block;
  const timeName = TIMES.find((name) => values.has(name));
  if (timeName === undefined || !isEvent(block)) return undefined;
  const texts = Object.fromEntries([...values].map(([name, lines]) => [name, joined(name, lines)]));
  return {
    offset,
    size,
    time: texts[timeName] ?? '',
    valueAt: (time) => shownValue({ ...texts, [timeName]: time }),
  };
}

/** A name that does not fit into a line is broken at a space, or where it has none at the line's end. */
const joined = (name: string, lines: readonly string[]): string =>
  lines.join(name === 'message' ? '\n' : lines[0]?.includes(' ') === true ? ' ' : '').trim();

/** An event of Get-WinEvent: what a screen has in the place of lists holds nothing. */
export const shownValue = (texts: Readonly<Record<string, string>>): unknown => ({
  // A choice of properties without the provider is told, as it is of tables.
  leveldisplayname: '',
  ...texts,
  properties: undefined,
  replacementstrings: undefined,
});
