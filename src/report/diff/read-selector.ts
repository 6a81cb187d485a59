import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { AttemptSelector } from '../../model/report-diff.ts';

const names = ['host', 'client', 'user', 'day', 'outcome'] as const;
type Name = (typeof names)[number];

/** Reads `user=alice&day=2026-11-20`, or an attempt's id; a text says what is wrong. `zone` is that of the day. */
export function readSelector(text: string, zone = 'UTC'): AttemptSelector | string {
  const selector: AttemptSelector = {};
  for (const part of text.split('&').map((piece) => piece.trim())) {
    const read = readPart(part);
    if (typeof read === 'string') return read;
    const [name] = Object.keys(read);
    if (name !== undefined && name in selector) return `expected ${name} once, found it twice`;
    Object.assign(selector, read);
  }
  return selector.day === undefined || zone === 'UTC' ? selector : { ...selector, zone };
}

function readPart(part: string): AttemptSelector | string {
  const [, word = '', given] = /^([^=]*)(?:=(.*))?$/s.exec(part) ?? [];
  if (given === undefined) {
    return /^[0-9a-f]{1,16}$/i.test(word)
      ? { attempt: word.toLowerCase() }
      : `expected an attempt's id or one of ${known}, found '${shown(part)}'`;
  }
  const name = names.find((candidate) => candidate === word.trim().toLowerCase());
  const value = given.trim();
  if (!name) return `expected one of ${known}, found '${shown(word)}='${didYouMean(word, names)}`;
  if (value === '') return `expected a value after ${name}=, found nothing`;
  return readValue(name, value);
}

const known = names.map((name) => `${name}=`).join(', ');

function readValue(name: Name, value: string): AttemptSelector | string {
  switch (name) {
    case 'host':
      return { host: value };
    case 'client':
      return { client: value };
    case 'user':
      return { user: value };
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && isValid(parseISO(value))
        ? { day: value }
        : `expected a day such as 2026-11-20, found '${shown(value)}'`;
    case 'outcome':
      return value === 'worked' || value === 'failed'
        ? { outcome: value }
        : `expected outcome=worked or outcome=failed, found '${shown(value)}'`;
  }
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
