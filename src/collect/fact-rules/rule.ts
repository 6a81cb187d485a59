import type { CollectSide } from '../../normalize/logs-to-ask-for.ts';
import type { FactTest } from '../../model/fact-test.ts';
import type { Basis } from '../../model/vocabulary.ts';

/** A fact that speaks for a cause, or against it. */
export interface FactRule {
  readonly cause: string;
  readonly fact: string;
  /** Only of a machine of this kind, where the value means something else on others. */
  readonly on?: CollectSide;
  /** Of a time: against when it was collected. */
  readonly holds: FactTest | 'is-past' | 'is-future';
  /** Facts that must hold as well. */
  readonly also?: readonly { readonly fact: string; readonly holds: FactTest }[];
  readonly speaks: 'for' | 'against';
  /** What was found; `{value}` is filled in. */
  readonly text: string;
  readonly source: string;
  /** Whether the source states what the value means; or our conclusion from it. */
  readonly basis: Extract<Basis, 'documented' | 'inferred'>;
}

/** Is this value. */
export const is = (value: number | string): FactTest => ({ test: 'one-of', values: [value] });

/** Is another value, or there is none. */
export const isNot = (value: number): FactTest => ({ test: 'not', of: is(value) });

/** Is at least this. */
export const from = (atLeast: number): FactTest => ({ test: 'range', atLeast });

/** There is none. */
export const absent: FactTest = { test: 'present', present: false };

/** Where most of the sources stand. */
export const learn = 'https://learn.microsoft.com/en-us';
/** What Microsoft looks at first. */
export const general: string = `${learn}/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting`;
/** Windows' policies, one page each. */
export const policies: string = `${learn}/previous-versions/windows/it-pro/windows-10/security/threat-protection/security-policy-settings`;
