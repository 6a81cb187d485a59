import type { FactValue } from '../../model/event.ts';
import type { FactTest } from '../../model/fact-test.ts';
import type { AttemptTally } from '../../model/pattern.ts';
import { count } from '../words.ts';

/** A test on a fact, in words. */
export function factWords(name: string, test: FactTest): string {
  switch (test.test) {
    case 'one-of':
      return `${name} is ${test.values.map(show).join(' or ')}`;
    case 'range':
      return `${name} is ${rangeWords(test.atLeast, test.atMost)}`;
    case 'starts-with':
      return `${name} begins with ${test.text}`;
    case 'ends-with':
      return `${name} ends with ${test.text}`;
    case 'present':
      return test.present ? `${name} is there` : `${name} is absent`;
    case 'not':
      return `not (${factWords(name, test.of)})`;
  }
}

function rangeWords(atLeast: number | undefined, atMost: number | undefined): string {
  if (atMost === undefined) return `${show(atLeast ?? 0)} or more`;
  return atLeast === undefined ? `${show(atMost)} or less` : `${show(atLeast)} to ${show(atMost)}`;
}

/** Codes as hex, as people search for them. */
const show = (value: FactValue): string =>
  typeof value === 'number' && value > 0xffff
    ? `0x${value.toString(16).toUpperCase().padStart(8, '0')}`
    : String(value);

/** A demand on many attempts, in words. */
export function tallyWords(tally: AttemptTally): string {
  const { causes, outcomes, per, clients, within, share, clientOf } = tally;
  return [
    `at least ${count(tally.count, 'attempt')}${tally.hosts > 1 && per === 'host' ? '' : ` per ${per}`}`,
    ...(outcomes.length > 0 ? [`that ${outcomes.join(' or ')}`] : []),
    ...(causes.length > 0 ? [`of ${causes.join(', ')}`] : []),
    ...(clients > 1 ? [`from at least ${clients} clients`] : []),
    ...(within < Number.MAX_SAFE_INTEGER
      ? [`${tally.at === 'end' ? 'that ended ' : ''}within ${within} seconds`]
      : []),
    ...(tally.accounts > 1 ? [`of at least ${tally.accounts} accounts`] : []),
    ...(tally.hosts > 1 ? [`on at least ${tally.hosts} hosts together`] : []),
    ...(share > 0 ? [`at least ${Math.round(share * 100)} % of these clients' tries`] : []),
    ...(tally.from === undefined
      ? []
      : [`from ${tally.from === 'public' ? 'the internet' : 'private addresses'} only`]),
    ...(tally.reachedAtMost === undefined ? [] : [`that came no farther than ${tally.reachedAtMost}`]),
    ...(tally.replacedBy.length > 0
      ? [`whose session was taken over by ${tally.replacedBy.join(' or ')}`]
      : []),
    ...(tally.granted ? ['that the audit granted a logon'] : []),
    ...(tally.unexplained ? ['that nothing else explains'] : []),
    ...(tally.regular === undefined ? [] : ['at regular times']),
    ...(tally.needs.length > 0 ? [`where ${tally.needs.join(' and ')} was seen`] : []),
    ...(clientOf.length > 0 ? [`of clients that ${clientOf.join(' or ')} found`] : []),
  ].join(', ');
}
