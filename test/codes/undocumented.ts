/** A number that occurs in logs and whose meaning nobody publishes. */
export interface Undocumented {
  readonly provider: string;
  readonly eventId: number;
  readonly fact: string;
  readonly code: number;
  /** What is known all the same. */
  readonly known: string;
  readonly source: string;
}

/** A number goes into the dictionary as soon as somebody says what it means; here only what is left. */
export const undocumented: readonly Undocumented[] = [
  {
    provider: 'Microsoft-Windows-TerminalServices-Gateway',
    eventId: 305,
    fact: 'code',
    code: 23004,
    known: '0x59DC lies between two published numbers of the gateway and is none; the value was made up',
    source: 'case-050 of the cases: no source shows a 305 with its ErrorCode',
  },
];
