import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import { outsiders } from '../../src/explain/outside.ts';
import { readStatedCode } from '../../src/explain/stated-code.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string) => explainText(text, { packs: [pack] });
const idsOf = (text: string): readonly string[] => explain(text).phrases.map(({ id }) => id);
const causesOf = (text: string): readonly string[] => explain(text).causes.map(({ id }) => id);
const knowledge = { patterns: pack.patterns, rows: catalogRows, fill: (one: string) => one };

describe('words that Windows or the client show', () => {
  test.each([
    ['AADSTS293004', 'entra-device-not-found', 'rdp-file-or-name-invalid'],
    [
      'AADSTS293004: The target-device identifier in the request was not found in the tenant',
      'entra-device-not-found',
      'rdp-file-or-name-invalid',
    ],
    ['The token supplied to the function is invalid', 'dialog-0x80090308', 'tls-version-disabled'],
    ['The target principal name is incorrect.', 'dialog-0x80090322', 'spn-missing-or-duplicate'],
    [
      'No connection could be made because the target machine actively refused it',
      'dialog-10061',
      'listener-missing-or-corrupt',
    ],
    ['No such host is known', 'dialog-11001', 'dns-resolution-failed'],
    [
      "Your computer can't connect to the remote computer because the Connection Broker couldn't validate the settings specified in your RDP file.",
      'dialog-0x410',
      'broker-redirect-failed',
    ],
    ['Configuring remote session', 'stage-configuring', 'rds-license-server-unreachable'],
    ['stuck on estimating connection quality...', 'stage-estimating', 'network-drop-during-session'],
    ['Securing remote connection', 'stage-securing', 'nla-domain-controller-unreachable'],
    ['Initiating remote connection', 'stage-initiating', 'no-connection-reached-server'],
  ])('%s', (text, id, cause) => {
    expect(idsOf(text)).toEqual([id]);
    expect(causesOf(text)).toContain(cause);
  });

  test('another number is another error', () => {
    expect(idsOf('AADSTS293005')).toEqual([]);
  });
});

describe('what this program is not about', () => {
  test.each([
    ...outsiders.flatMap(({ id, keys, topics: names = [] }) =>
      [...keys, ...names].map((words) => [words, id]),
    ),
    ['clipboard not working', 'about-clipboard'],
  ])('%s: a sentence, and where to look', (text, id) => {
    const { phrases: found, causes, mentions, collect, firstStep } = explain(text);
    expect(found.map((one) => one.id)).toEqual([id]);
    expect(found[0]?.meaning).toContain('something else');
    expect({ causes, mentions, collect, firstStep }).toEqual({
      causes: [],
      mentions: [],
      collect: [],
      firstStep: undefined,
    });
    expect(readStatedCode(text, knowledge)).toBeUndefined();
  });

  test('nor takes the word of a failure', () => {
    expect(idsOf('slow logon')).toEqual(['about-slow-logon']);
    expect(idsOf('Windows cannot connect to the printer. Contact your administrator.')).toEqual([]);
  });
});
