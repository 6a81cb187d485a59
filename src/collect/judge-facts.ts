import type { FoundLack, ReportFact } from '../model/collected.ts';
import type { FactValue } from '../model/event.ts';
import { passes } from '../model/fact-test.ts';
import { factRules } from './fact-rules.ts';
import type { FactRule } from './fact-rules/rule.ts';
import type { Collected, CollectedChannel } from './manifest.ts';

/** Says what was found of a machine that speaks for a cause or against it. */
export const factsFor = (
  cause: string,
  { facts, side, time }: Collected,
): readonly Omit<ReportFact, 'host' | 'input'>[] =>
  factRules.flatMap((rule) => {
    const value = facts.get(rule.fact);
    if (rule.cause !== cause || value === undefined || !isMet(rule, value, time)) return [];
    if (rule.on !== undefined && rule.on !== side) return [];
    if (rule.also?.every(({ fact, holds }) => passes(facts.get(fact), holds)) === false) return [];
    const { fact, speaks } = rule;
    const text = rule.text.replaceAll('{value}', shown(value, rule));
    return [{ time, fact, value: String(value), speaks, text }];
  });

function isMet({ holds }: FactRule, value: FactValue, now: string): boolean {
  switch (holds) {
    case 'is-past':
      return Date.parse(String(value)) <= Date.parse(now);
    case 'is-future':
      return Date.parse(String(value)) > Date.parse(now);
    default:
      return passes(value, holds);
  }
}

/** Of a time the day. */
const shown = (value: FactValue, { holds }: FactRule): string =>
  typeof holds === 'string' ? String(value).slice(0, 10) : String(value);

/** Says why a channel gave no record, where the collector knows. */
export function lackOf({ state, enabled }: CollectedChannel): FoundLack | undefined {
  switch (state) {
    case 'missing':
      return 'absent';
    case 'denied':
      return 'denied';
    case 'failed':
      return 'failed';
    case 'exported':
      return enabled === false ? 'off' : undefined;
  }
}
