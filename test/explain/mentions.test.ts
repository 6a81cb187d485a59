import { describe, expect, test } from 'vitest';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { explain as explainWith, isUnderstood } from '../../src/explain/explain.ts';
import type { Knowledge } from '../../src/explain/find-causes.ts';
import { findMentions } from '../../src/explain/find-mentions.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const knowledge: Knowledge = { patterns: loadPatterns().patterns, rows: catalogRows, fill: (text) => text };
const explain = (text: string) => explainWith(text, knowledge);
const asksOf = (text: string): readonly string[] => explain(text).mentions.map(({ ask }) => ask);

describe('what nothing goes by is looked for in what is said of causes, updates and topics', () => {
  test.each([
    ['AzureAD user sign in', 'about-entra'],
    ['cant login wrong pasword', 'wrong-password'],
    ['domain controller unreachable from branch office', 'nla-domain-controller-unreachable'],
    ['session freezes after update', 'KB5051987'],
    ['my vpn drops all the time', 'network-drop-during-session'],
    ['fslogix container', 'profile-container-failed'],
    ['cloned with sysprep', 'duplicate-machine-sid'],
  ])('%s', (text, ask) => {
    expect(asksOf(text)).toContain(ask);
    expect(isUnderstood(explain(text))).toBe(true);
    // What is offered can be asked for.
    for (const one of asksOf(text)) expect(explain(one).mentions, one).toEqual([]);
  });

  test('a code that is not in the dictionary', () => {
    const explanation = explain('0x80080005');
    expect(explanation.mentions.map(({ ask }) => ask)).toEqual(['KB5074109']);
    expect(renderExplanation(explanation)).toContain('It stands in what is said of:');
  });

  test.each(['asdf qwer', 'event 99999', 'the host of the session', 'user', '12 34'])(
    '%s: nothing',
    (text) => {
      expect(findMentions([text], knowledge)).toEqual([]);
    },
  );

  test.each([
    'user cannot login',
    'unable to RDP',
    'login not possible',
    'RDP is broken since yesterday',
    'the office is being renovated',
    'wireguard tunnel',
  ])('%s: words of any sentence, or of a text about something else, are not known', (text) => {
    const explanation = explain(text);
    expect(explanation).toMatchObject({ mentions: [], suggestions: [], causes: [] });
    expect(isUnderstood(explanation)).toBe(false);
    expect(explanation.firstStep).toContain('another computer');
  });

  test('one update is named once', () => {
    const asks = asksOf('Windows 11 24H2 freezes');
    expect(asks).toEqual([...new Set(asks)]);
  });

  test('what is known needs none', () => {
    for (const text of ['0x904 0x7', 'An internal error has occurred', 'wrong-password', 'KB5065426'])
      expect(explain(text).mentions, text).toEqual([]);
  });

  test('a slip in an id is asked back', () => {
    expect(explain('wrong-pasword')).toMatchObject({ mentions: [], suggestions: ['wrong-password'] });
  });

  test('no more than somebody reads, and what stands in a name first', () => {
    const mentions = findMentions(['licence server'], knowledge);
    expect(mentions.length).toBe(6);
    expect(mentions[0]?.title).toMatch(/licen[cs]e server/i);
  });
});
