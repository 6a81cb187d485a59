import { readLocalTime } from '../csv/local-time.ts';
import { readTime } from '../json/read-time.ts';
import { PROMPT, shownValue } from './shown-list.ts';
import { MOST_TEXT, type EventFinder, type WrittenEvent } from './written-event.ts';

const PROVIDER = /^\s*ProviderName: (\S.*?)\s*$/;
const RULE = /^\s*-{2,}(?: +-{2,})+\s*$/;

interface Column {
  readonly name: string;
  /** Where the line below its name begins. */
  readonly at: number;
}

interface Row {
  readonly offset: number;
  readonly texts: Record<string, string>;
  size: number;
}

/** Finds the events in what `Format-Table` shows of Get-WinEvent: a row each, below the name of their provider. */
export function shownTables(): EventFinder {
  let provider = '';
  let names = '';
  let columns: readonly Column[] = [];
  let row: Row | undefined;

  const finish = (): WrittenEvent | undefined => {
    const done = row;
    row = undefined;
    if (done === undefined) return undefined;
    const { offset, texts, size } = done;
    return {
      offset,
      size,
      time: texts['timecreated'] ?? '',
      valueAt: (time) => shownValue({ ...texts, timecreated: time }),
    };
  };

  /** What a table is wrapped into goes on in the last column. */
  const goOn = (text: string): void => {
    const last = columns.at(-1);
    if (row === undefined || last === undefined || row.size > MOST_TEXT) return;
    row.size += text.length;
    row.texts[last.name] = `${row.texts[last.name] ?? ''}\n${text.trim()}`;
  };

  return {
    push({ text, offset }) {
      const above = names;
      names = text;
      const named = PROVIDER.exec(text)?.[1];
      if (named !== undefined) provider = named;
      if (named !== undefined || PROMPT.test(text)) {
        columns = [];
        return finish();
      }
      if (RULE.test(text)) {
        const done = finish();
        columns = columnsOf(above, text);
        return done;
      }
      const texts = columns.length === 0 ? undefined : rowOf(text, columns);
      if (texts === undefined) {
        goOn(text);
        return undefined;
      }
      const done = finish();
      row = {
        offset,
        texts: { ...(provider !== '' && { providername: provider }), ...texts },
        size: text.length,
      };
      return done;
    },
    end: finish,
  };
}

/** The columns of a table of events; none: it is one of something else. */
function columnsOf(names: string, rule: string): readonly Column[] {
  const columns = Array.from(rule.matchAll(/-+/g), ({ 0: line, index }) => ({
    name: names
      .slice(index, index + line.length)
      .trim()
      .toLowerCase(),
    at: index,
  }));
  const isOfEvents = ['timecreated', 'id'].every((wanted) => columns.some(({ name }) => name === wanted));
  return isOfEvents ? columns : [];
}

/** The cells of a row by the names of their columns; undefined: it is none. */
function rowOf(text: string, columns: readonly Column[]): Record<string, string> | undefined {
  const starts = columns.map(({ at }, i) => (i === 0 ? 0 : startOf(text, at)));
  const cells = columns.map(({ name }, i) => [name, text.slice(starts[i], starts[i + 1]).trim()] as const);
  const texts: Record<string, string> = Object.fromEntries(cells);
  const time = texts['timecreated'] ?? '';
  const isEvent =
    /^\d{1,5}$/.test(texts['id'] ?? '') && (readTime(time) ?? readLocalTime(time)) !== undefined;
  return isEvent ? texts : undefined;
}

/** Numbers stand at the right of their column, and reach out of it to the left. */
function startOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && /\S/.test(text[start - 1] ?? ' ')) start--;
  return start;
}
