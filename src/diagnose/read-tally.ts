import { origins, takers, type AttemptTally } from '../model/pattern.ts';
import { confidences, stages } from '../model/vocabulary.ts';
import { channelNames, type PatternVocabulary } from './read-sign.ts';
import type { KeyTable } from './key-table.ts';
import { atLeastOf, booleanOf, choice, choices, outcomes, texts } from './yaml-fields.ts';
import type { YamlPlace } from './yaml-reader.ts';

const pers = ['client', 'account', 'host'] as const;
const moments = ['start', 'end'] as const;

export const tallyKeys: KeyTable = {
  confidence: {
    is: 'word',
    of: confidences,
    required: true,
    about: 'What this number of attempts is worth.',
  },
  causes: { is: 'texts', about: 'Only attempts with one of these causes count. Default: any.' },
  outcomes: { is: 'words', of: outcomes, about: 'Only attempts that ended like this count. Default: any.' },
  per: { is: 'word', of: pers, required: true, about: 'Whose attempts are counted together.' },
  count: { is: 'number', least: 1, about: 'At least so many attempts. Default: 1.' },
  clients: { is: 'number', least: 0, about: 'At least so many different clients. Default: 1.' },
  accounts: { is: 'number', least: 0, about: 'At least so many different accounts. Default: 0.' },
  hosts: {
    is: 'number',
    least: 1,
    about:
      'More than one: the attempts of all hosts are counted together, of at least so many hosts; those that ended together only where that is more than chance. Default: 1, each host by itself.',
  },
  within: { is: 'number', least: 0, about: 'All within so many seconds. Default: any time.' },
  at: {
    is: 'word',
    of: moments,
    about:
      'By which moment attempts are held together; by their end only those count that ended together. Default: start.',
  },
  share: {
    is: 'number',
    least: 0,
    most: 1,
    about:
      "At least this part, 0 to 1, of these clients' attempts: held against those that succeeded. Default: 0.",
  },
  from: {
    is: 'word',
    of: origins,
    about: 'Only clients from the internet count, or only the others. Default: all.',
  },
  reachedAtMost: { is: 'word', of: stages, about: 'Only attempts that came no farther count.' },
  replacedBy: {
    is: 'words',
    of: takers,
    about: 'Only attempts whose session was taken over, by one of these. Default: does not matter.',
  },
  granted: {
    is: 'flag',
    about:
      'Only attempts that the audit granted a logon count, whatever became of the session. Default: false.',
  },
  unexplained: { is: 'flag', about: 'Only attempts that no pattern explains count. Default: false.' },
  regular: {
    is: 'number',
    least: 0,
    about:
      'The time from one attempt to the next differs from the usual one by this part at most: 0.1 is a beat.',
  },
  needs: { is: 'channels', about: 'Channels whose silence the tally builds on.' },
  clientOf: { is: 'texts', about: 'Only clients that these host patterns have found count. Default: any.' },
};

/** Reads a demand on the diagnosed attempts of a host. */
export function readTally(place: YamlPlace, vocabulary: PatternVocabulary): AttemptTally {
  place.allowOnly(Object.keys(tallyKeys));
  return {
    confidence: choice(place, 'confidence', confidences, 'possible'),
    causes: texts(place, 'causes'),
    outcomes: choices(place, 'outcomes', outcomes),
    per: choice(place, 'per', pers, 'client'),
    count: atLeastOf(place, 'count', 1) ?? 1,
    clients: atLeastOf(place, 'clients', 0) ?? 1,
    accounts: atLeastOf(place, 'accounts', 0) ?? 0,
    hosts: atLeastOf(place, 'hosts', 1) ?? 1,
    within: atLeastOf(place, 'within', 0) ?? Number.MAX_SAFE_INTEGER,
    at: (place.get('at') && choice(place, 'at', moments, 'start')) ?? 'start',
    share: shareOf(place),
    from: place.get('from') && choice(place, 'from', origins, 'public'),
    reachedAtMost: place.get('reachedAtMost') && choice(place, 'reachedAtMost', stages, 'network'),
    replacedBy: choices(place, 'replacedBy', takers),
    granted: booleanOf(place, 'granted') ?? false,
    unexplained: booleanOf(place, 'unexplained') ?? false,
    regular: atLeastOf(place, 'regular', 0),
    needs: channelNames(place, 'needs', vocabulary),
    clientOf: texts(place, 'clientOf'),
  };
}

function shareOf(place: YamlPlace): number {
  const share = atLeastOf(place, 'share', 0) ?? 0;
  if (share > 1) place.get('share')?.fail(`expected a part of the whole, 0 to 1; found ${share}`);
  return share;
}
