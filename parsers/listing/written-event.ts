/** A line of text, and the byte offset of its beginning. */
export interface Line {
  readonly text: string;
  readonly offset: number;
}

/** An event as some program wrote it out for people. */
export interface WrittenEvent {
  readonly offset: number;
  /** How much of it is held, in UTF-16 code units. */
  readonly size: number;
  /** As it stands, in the way of a culture or as ISO 8601. */
  readonly time: string;
  /** The event as a value in which events are found, with this time. */
  readonly valueAt: (time: string) => unknown;
}

/** Finds the events of one sort in the lines of a text, one after the other. */
export interface EventFinder {
  /** Takes the next line; gives the event that ends before it. */
  readonly push: (line: Line) => WrittenEvent | undefined;
  /** Gives the last event. */
  readonly end: () => WrittenEvent | undefined;
}

/** Longer messages are of no event that is known; what is behind is passed over. */
export const MOST_TEXT = 65_536;
