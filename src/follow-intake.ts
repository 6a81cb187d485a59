import type { FollowNote, LiveSink } from './input/live-source.ts';
import type { Intake, IntakeRecord } from './live/intake.ts';
import type { SeenRecords } from './live/seen-records.ts';
import { askedOfLog } from './normalize/asked-of-log.ts';
import { promisedChannel } from './normalize/channels.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { InputHead } from './pipeline.ts';

/** What comes between two looks. */
export interface Gathering {
  open(path: string): void;
  readonly add: (record: IntakeRecord) => void;
  /** How many there were so far. */
  readonly records: number;
  /** When the latest of them was written, by its machine's clock. */
  readonly latest: number | undefined;
  take(passed: number, heldTimes: readonly number[]): Intake;
  /** Says that this source has another log now. */
  remake(name: string): void;
  /** Those that have another log since this was asked for. */
  remade(): readonly string[];
}

export function createGathering(): Gathering {
  let opened: InputHead[] = [];
  let records: IntakeRecord[] = [];
  let remade: string[] = [];
  let count = 0;
  let latest: number | undefined;
  return {
    open(path) {
      opened.push({ path, ...promisedChannel(path) });
    },
    get records() {
      return count;
    },
    get latest() {
      return latest;
    },
    add(record) {
      records.push(record);
      count++;
      if (latest === undefined || record.time > latest) latest = record.time;
    },
    take(passed, heldTimes) {
      const intake = { passed, opened, records, ...(heldTimes.length > 0 && { heldTimes }) };
      opened = [];
      records = [];
      return intake;
    },
    remake: (name) => void remade.push(name),
    remade() {
      const names = remade;
      remade = [];
      return names;
    },
  };
}

/** What a sink has to do with beside its log. */
interface Around {
  readonly seen: SeenRecords;
  readonly gathered: Gathering;
  readonly lives: ReadonlyMap<string, number>;
  readonly catalog: Catalog;
  readonly onNote: ((source: string, note: FollowNote) => void) | undefined;
}

/** Takes what was not seen before. */
export function sinkOf(input: string, { seen, gathered, lives, catalog, onNote }: Around): LiveSink {
  let life = lives.get(input) ?? 0;
  // A reader shows every record just before it gives its event.
  let shown: IntakeRecord | undefined;
  const told = new Set<string>();
  let isGathered = false;
  let sameTime = 0;
  const gather = (record: IntakeRecord): void => {
    if (!isGathered) gathered.add(record);
    isGathered = true;
  };
  return {
    asked: {
      ...askedOfLog(catalog, input),
      observe(computer, channel, recordId, time) {
        sameTime = shown?.time === time ? sameTime + 1 : 0;
        shown = { input, computer, channel, recordId, time };
        isGathered = false;
        // Before it is known what it says, one without an id is known by its place among those of its time.
        if (recordId === 0 ? seen.isNewByText(shown, `${sameTime}`) : seen.isNew(shown)) gather(shown);
      },
    },
    event(raw) {
      if (shown?.recordId !== raw.recordId || shown.time !== raw.time) return;
      const isNameless = raw.recordId === 0;
      if (!isGathered && !isNameless) return;
      const event = catalog.normalize(raw, input);
      if (!event) return;
      if (isNameless && !seen.isNewByText(shown, `${raw.provider}\n${raw.eventId}\n${event.summary}`)) return;
      gather(shown);
      shown.event = life === 0 ? event : { ...event, source: { ...event.source, life } };
    },
    note(note) {
      if (note.type === 'recreated') {
        life++;
        gathered.remake(input);
      }
      // What is wrong with a text is wrong with line after line of it.
      if (note.type === 'problem' && told.has(note.code)) return;
      if (note.type === 'problem') told.add(note.code);
      onNote?.(input, note);
    },
  };
}
