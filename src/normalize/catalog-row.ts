import type { EventKind } from '../model/event.ts';
import type { FactTest } from '../model/fact-test.ts';
import type { Basis, Stage } from '../model/vocabulary.ts';
import type { FactForm, FactRule } from './fact-forms.ts';

/** What one provider's event id means to us, as data. */
export interface CatalogRow {
  readonly provider: string;
  readonly eventId: number;
  readonly kind: EventKind;
  /** The stage that an attempt has reached when this event is there. */
  readonly stage?: Stage;
  /** The same where only some of these events show it: those with facts that pass all of the tests. */
  readonly stageIf?: { readonly stage: Stage; readonly has: Readonly<Record<string, FactTest>> };
  readonly facts: Readonly<Record<string, FactRule>>;
  /** One line for people; {fact} is filled in, codes as hex. */
  readonly summary: string;
  /** The event is kept only when all of these hold; everything else of that id has no bearing on a connection. */
  readonly keepIf?: Readonly<Record<string, FactTest>>;
  /** How well the id and its fields are known. */
  readonly basis: Basis;
  /** The document that they come from, with its address, where the tables of published events do not bear it. */
  readonly source?: string;
}

const rule =
  (as: FactForm) =>
  (...from: readonly (string | number)[]): FactRule => ({ from, as });

export const text: (...from: readonly (string | number)[]) => FactRule = rule('text');
export const number: (...from: readonly (string | number)[]) => FactRule = rule('number');
export const code: (...from: readonly (string | number)[]) => FactRule = rule('code');
export const address: (...from: readonly (string | number)[]) => FactRule = rule('address');
export const port: (...from: readonly (string | number)[]) => FactRule = rule('port');
export const luid: (...from: readonly (string | number)[]) => FactRule = rule('luid');
export const of: (as: FactForm, ...from: readonly (string | number)[]) => FactRule = (as, ...from) => ({
  from,
  as,
});

/** The first code that is not zero: 4625 keeps its meaning in SubStatus, or in Status where that is 0. */
export const firstCode = (...from: readonly string[]): FactRule => ({ from, as: 'code', skipZero: true });

/** The user and domain of a `DOMAIN\user` field. */
export const userOf = (field: string): Readonly<Record<'account' | 'domain', FactRule>> => ({
  account: of('account', field),
  domain: of('domain', field),
});

export const oneOf = (...values: readonly (string | number)[]): FactTest => ({ test: 'one-of', values });
