import type { Attempt } from './attempt.ts';
import type { Event } from './event.ts';

/** What the text of a pattern may speak of. */
export interface TemplateContext {
  readonly attempt?: Attempt;
  readonly evidence: readonly Event[];
  readonly host?: string;
  readonly count?: number;
  /** Where the text is about several attempts: whose they are. */
  readonly clients?: readonly string[];
  readonly accounts?: readonly string[];
  /** Where they wanted to go, as far as the records say. */
  readonly targets?: readonly string[];
}
