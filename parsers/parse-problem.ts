/** What can be wrong with the bytes or the text of a log; wording for people is made from the code elsewhere. */
export type ParseProblemCode =
  | 'empty-input'
  | 'unknown-format'
  | 'bad-file-header'
  | 'bad-checksum'
  | 'bad-chunk'
  | 'bad-record'
  | 'bad-template'
  | 'bad-value'
  | 'truncated'
  | 'bad-xml'
  | 'refused-xml'
  | 'too-large'
  | 'bad-encoding'
  | 'bad-json'
  | 'bad-csv'
  /** Dates of which nobody can tell whether days or months come first. */
  | 'unknown-date-order'
  /** Text between JSON values: tags, times, numbers of records. */
  | 'other-text'
  /** JSON that is about something else, among events. */
  | 'other-json'
  | 'repeated-name'
  /** Times of which nobody knows the zone. */
  | 'unknown-zone'
  /** The log is in a form that has no ActivityIDs. */
  | 'lost-activity'
  /** The log holds events without the values of their fields. */
  | 'lost-fields';

/** Unreadable input as data: reading goes on with the next record, chunk or event. */
export interface ParseProblem {
  readonly code: ParseProblemCode;
  /** Byte offset from the start of the input. */
  readonly offset: number;
  /** The field or structure that was being read, by its name in the format's documentation. */
  readonly reading: string;
  /** Expected and found, lower case, no full stop. */
  readonly detail: string;
  readonly recordId?: number;
}
