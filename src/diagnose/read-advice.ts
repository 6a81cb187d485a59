import { runOns, type Check, type Remedy } from '../model/pattern.ts';
import { actors, risks } from '../model/vocabulary.ts';
import type { KeyTable } from './key-table.ts';
import { booleanOf, choice, optional, textOf } from './yaml-fields.ts';
import type { YamlPlace } from './yaml-reader.ts';

const purposes = ['fix', 'diagnostic'] as const;
const shells = ['powershell', 'cmd'] as const;

export const remedyKeys: KeyTable = {
  text: { is: 'text', required: true, about: 'What to do, as full sentences.' },
  purpose: {
    is: 'word',
    of: purposes,
    about: 'What switches a protection off is a diagnostic. Default: fix.',
  },
  command: { is: 'text', about: 'The command that does it.' },
  shell: { is: 'word', of: shells, about: 'What the command is written for. Default: it works in both.' },
  runOn: { is: 'word', of: runOns, required: true, about: 'The machine it is done on.' },
  risk: { is: 'word', of: risks, required: true, about: 'What it can cost.' },
  actor: { is: 'word', of: actors, required: true, about: 'Who can do it.' },
  undo: { is: 'text', about: 'How to take it back, in words.' },
  undoCommand: { is: 'text', about: 'The command that takes it back, for the same shell.' },
  verify: { is: 'text', about: 'How to see that it worked.' },
  needsConsole: { is: 'flag', about: 'It would cut a remote session: sit at the machine. Default: false.' },
};

export const checkKeys: KeyTable = {
  text: { is: 'text', required: true, about: 'A question whose answer separates causes.' },
  command: { is: 'text', about: 'The command that answers it.' },
  shell: { is: 'word', of: shells, about: 'What the command is written for. Default: it works in both.' },
  runOn: { is: 'word', of: runOns, required: true, about: 'The machine it is asked on.' },
  ifTrue: { is: 'text', required: true, about: 'What a yes means.' },
  ifFalse: { is: 'text', required: true, about: 'What a no means.' },
};

/** Reads what to do about a cause. */
export function readRemedy(place: YamlPlace): Remedy {
  place.allowOnly(Object.keys(remedyKeys));
  return {
    text: textOf(place, 'text'),
    purpose: place.get('purpose') ? choice(place, 'purpose', purposes, 'fix') : 'fix',
    ...optional(place, 'command'),
    ...shellOf(place),
    runOn: choice(place, 'runOn', runOns, 'host'),
    risk: choice(place, 'risk', risks, 'safe'),
    actor: choice(place, 'actor', actors, 'host'),
    ...optional(place, 'undo'),
    ...optional(place, 'undoCommand'),
    ...optional(place, 'verify'),
    ...(booleanOf(place, 'needsConsole') ? { needsConsole: true } : {}),
  };
}

/** Reads a question that separates causes. */
export function readCheck(place: YamlPlace): Check {
  place.allowOnly(Object.keys(checkKeys));
  return {
    text: textOf(place, 'text'),
    ...optional(place, 'command'),
    ...shellOf(place),
    runOn: choice(place, 'runOn', runOns, 'host'),
    ifTrue: textOf(place, 'ifTrue'),
    ifFalse: textOf(place, 'ifFalse'),
  };
}

const shellOf = (place: YamlPlace): Pick<Remedy, 'shell'> =>
  place.get('shell') ? { shell: choice(place, 'shell', shells, 'powershell') } : {};
