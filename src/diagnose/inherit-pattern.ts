import { didYouMean } from '../model/did-you-mean.ts';
import type { Pattern } from '../model/pattern.ts';
import type { YamlPlace } from './yaml-reader.ts';
import { textOf } from './yaml-fields.ts';

/**
 * The pattern of an earlier pack that this one extends, or undefined when it stands on its own. An id that is taken
 * and neither extended nor overridden is a mistake: nobody shall replace knowledge unawares.
 */
export function earlierPattern(root: YamlPlace, earlier: ReadonlyMap<string, Pattern>): Pattern | undefined {
  const idPlace = root.get('id');
  const id = String(idPlace?.scalar() ?? '');
  const given = (['extends', 'overrides'] as const).filter((key) => root.get(key) !== undefined);
  const [key] = given;
  if (key === undefined) {
    if (earlier.has(id)) {
      idPlace?.fail(`the id '${id}' is taken by an earlier pack; say 'extends: ${id}' or 'overrides: ${id}'`);
    }
    return undefined;
  }
  if (given.length > 1) root.get('overrides')?.fail("expected either 'extends' or 'overrides', found both");
  const named = textOf(root, key);
  if (named !== '' && named !== id) {
    root.get(key)?.fail(`expected the pattern's own id, '${id}'; found '${named}'`);
    return undefined;
  }
  const base = earlier.get(id);
  if (!base) root.get(key)?.fail(`no earlier pack has a pattern '${id}'${didYouMean(id, earlier.keys())}`);
  return key === 'extends' ? base : undefined;
}

/** The earlier pattern with what the later one says; signs and tallies are tried before the earlier ones. */
export function inherit(base: Pattern, own: Pattern, given: readonly string[]): Pattern {
  const said = Object.fromEntries(Object.entries(own).filter(([key]) => given.includes(key)));
  const merged: Pattern = { ...base, ...said };
  return {
    ...merged,
    signs: [...own.signs, ...base.signs],
    hostSigns: [...own.hostSigns, ...base.hostSigns],
    tallies: [...own.tallies, ...base.tallies],
    failure: merged.failure && merged.class !== 'normal',
  };
}
