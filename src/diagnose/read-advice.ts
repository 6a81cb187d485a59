import { runOns, type Check, type Remedy } from '../model/pattern.ts';
import { actors, risks } from '../model/vocabulary.ts';
import { booleanOf, choice, optional, textOf } from './yaml-fields.ts';
import type { YamlPlace } from './yaml-reader.ts';

/** Reads what to do about a cause. */
export function readRemedy(place: YamlPlace): Remedy {
  place.allowOnly([
    'text',
    'purpose',
    'command',
    'shell',
    'runOn',
    'risk',
    'actor',
    'undo',
    'undoCommand',
    'verify',
    'needsConsole',
  ]);
  return {
    text: textOf(place, 'text'),
    purpose: place.get('purpose') ? choice(place, 'purpose', ['fix', 'diagnostic'], 'fix') : 'fix',
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
  place.allowOnly(['text', 'command', 'shell', 'runOn', 'ifTrue', 'ifFalse']);
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
  place.get('shell') ? { shell: choice(place, 'shell', ['powershell', 'cmd'], 'powershell') } : {};
