import type { Basis } from './vocabulary.ts';

/** An update that is known to show as a cause: a hint, for that it is installed proves nothing. */
export interface ReportUpdate {
  readonly kb: string;
  readonly host: string;
  /** Where it has to be to show like this. */
  readonly on: string;
  readonly symptom: string;
  readonly remedy: string;
  /** The first update that ends it on this machine. Absent: none is known to. */
  readonly repairedBy?: string;
  readonly basis: Basis;
  readonly sources: readonly string[];
}

/** Whose a success before or after a failure was. */
export interface ReportSuccess {
  readonly account?: string;
  readonly client?: string;
  /** What was asked for, where a client's or a gateway's log says. */
  readonly target?: string;
  /** Of a cause that is about one user or client: whether this is the one. `any`: it is about several. */
  readonly whose: 'theirs' | 'others' | 'any';
}
