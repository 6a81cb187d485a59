import { didYouMean } from '../model/did-you-mean.ts';
import type { YamlPlace } from './yaml-reader.ts';

export const outcomes = ['succeeded', 'failed', 'open', 'unknown'] as const;

/** The text of a key that may be absent, ready to be spread. */
export const optional = <K extends string>(place: YamlPlace, key: K): Partial<Record<K, string>> =>
  place.get(key) ? ({ [key]: textOf(place, key) } as Partial<Record<K, string>>) : {};

/** The entries of a key; none where it is absent. */
export const list = (place: YamlPlace, key: string): readonly YamlPlace[] => place.get(key)?.items() ?? [];

/** The words of a list; `mistakeIn` says what is wrong with one. */
export const words = (
  place: YamlPlace,
  key: string,
  mistakeIn: (word: string) => string | undefined,
): string[] =>
  list(place, key).flatMap((item) => {
    const value = item.scalar();
    if (value === undefined) return [];
    const mistake = mistakeIn(String(value));
    if (mistake !== undefined) item.fail(mistake);
    return [String(value)];
  });

export const texts = (place: YamlPlace, key: string): string[] => words(place, key, () => undefined);

/** The text of a key that must be there. */
export function textOf(place: YamlPlace, key: string): string {
  const value = place.get(key);
  if (!value) place.fail(`missing '${key}'`);
  const scalar = value?.scalar();
  const text = String(scalar ?? '').trim();
  if (scalar !== undefined && text === '') value?.fail('expected a text, found an empty one');
  return text;
}

export function numberOf(place: YamlPlace, key: string): number | undefined {
  const value = place.get(key)?.scalar();
  if (value !== undefined && typeof value !== 'number') place.get(key)?.fail('expected a number');
  return typeof value === 'number' ? value : undefined;
}

/** A number that must not be less. */
export function atLeastOf(place: YamlPlace, key: string, least: number): number | undefined {
  const value = numberOf(place, key);
  if (value !== undefined && !(value >= least))
    place.get(key)?.fail(`expected ${least} or more, found ${value}`);
  return value;
}

/** `true` or `false`, and nothing that merely looks like it: `yes` is a text. */
export function booleanOf(place: YamlPlace, key: string): boolean | undefined {
  const value = place.get(key)?.scalar();
  if (value !== undefined && typeof value !== 'boolean') {
    place.get(key)?.fail(`expected true or false, found '${value}'`);
  }
  return value === undefined ? undefined : value === true;
}

/** One word of a closed list. */
export function choice<T extends string>(
  place: YamlPlace,
  key: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const value = textOf(place, key);
  const found = allowed.find((word) => word === value);
  if (found === undefined && value !== '') place.get(key)?.fail(notOneOf(allowed, value));
  return found ?? otherwise;
}

/** Some words of a closed list. */
export function choices<T extends string>(place: YamlPlace, key: string, allowed: readonly T[]): T[] {
  return list(place, key).flatMap((item) => {
    const value = item.scalar();
    const found = allowed.find((word) => word === value);
    if (value !== undefined && found === undefined) item.fail(notOneOf(allowed, String(value)));
    return found ?? [];
  });
}

const notOneOf = (allowed: readonly string[], value: string): string =>
  `expected one of ${allowed.join(', ')}; found '${value}'${didYouMean(value, allowed)}`;
