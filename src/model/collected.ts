/** What was found of a log that gave no record, by the machine's own word: why there is none. */
export type FoundLack = 'off' | 'denied' | 'absent' | 'failed';

/** Something that was found of a machine beside its events, and what it says of a cause. It never stands for an event. */
export interface ReportFact {
  readonly host: string;
  /** The input that states it. */
  readonly input: string;
  /** When it was so; it may have been different when a connection failed. */
  readonly time: string;
  /** `rdp-tcp.PortNumber`; docs/COLLECT.md lists them. */
  readonly fact: string;
  readonly value: string;
  readonly speaks: 'for' | 'against';
  /** For people, without its full stop. */
  readonly text: string;
}
