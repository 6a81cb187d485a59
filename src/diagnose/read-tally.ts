import type { AttemptTally } from '../model/pattern.ts';
import { confidences } from '../model/vocabulary.ts';
import { atLeastOf, booleanOf, choice, choices, outcomes, texts } from './yaml-fields.ts';
import type { YamlPlace } from './yaml-reader.ts';

/** Reads a demand on the diagnosed attempts of a host. */
export function readTally(place: YamlPlace): AttemptTally {
  place.allowOnly([
    'confidence',
    'causes',
    'outcomes',
    'per',
    'count',
    'clients',
    'within',
    'share',
    'publicOnly',
    'clientOf',
  ]);
  return {
    confidence: choice(place, 'confidence', confidences, 'possible'),
    causes: texts(place, 'causes'),
    outcomes: choices(place, 'outcomes', outcomes),
    per: choice(place, 'per', ['client', 'host'], 'client'),
    count: atLeastOf(place, 'count', 1) ?? 1,
    clients: atLeastOf(place, 'clients', 0) ?? 1,
    within: atLeastOf(place, 'within', 0) ?? Number.MAX_SAFE_INTEGER,
    share: shareOf(place),
    publicOnly: booleanOf(place, 'publicOnly') ?? false,
    clientOf: texts(place, 'clientOf'),
  };
}

function shareOf(place: YamlPlace): number {
  const share = atLeastOf(place, 'share', 0) ?? 0;
  if (share > 1) place.get('share')?.fail(`expected a part of the whole, 0 to 1; found ${share}`);
  return share;
}
