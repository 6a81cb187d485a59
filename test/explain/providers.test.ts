import { describe, expect, test } from 'vitest';
import { explainText, readSymptomCode } from '../../src/explain.ts';
import { otherEvents } from '../../src/explain/other-events.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const explain = (text: string) => explainText(text, { packs });
const eventsOf = (text: string) =>
  explain(text).events.map(({ provider, eventId }) => `${provider.split('-').at(-1)} ${eventId}`);

describe('a number beside the name of a provider is its event', () => {
  test.each([
    ['TermDD 50', ['TermDD 50']],
    ['event 50 of TermDD', ['TermDD 50']],
    ['TermDD, Event ID 50', ['TermDD 50']],
    ['Kernel-Power 41', ['Power 41']],
    ['microsoft-windows-kernel-power 41', ['Power 41']],
    ['LSM 40', ['LocalSessionManager 40']],
    ['RdpCoreTS 140', ['RdpCoreTS 140']],
    ['gateway 304', ['Gateway 304']],
    ['Schannel 36887 alert 40', ['Schannel 36887']],
    ['event 140, LSM 40', ['RdpCoreTS 140', 'LocalSessionManager 40']],
  ])('%s', (text, expected) => expect(eventsOf(text)).toEqual(expected));

  test('its causes are those of that provider', () => {
    // 50 of the session manager is a slow session.
    const causes = explain('TermDD 50').causes.map(({ id }) => id);
    expect(causes).toContain('session-host-license-certificate-corrupt');
    expect(causes).not.toContain('stuck-disconnected-session');
    expect(explain('TermDD 50').codes).toEqual([]);
  });

  test('an event that is not read says what it is, and one that is not known says so', () => {
    expect(eventsOf('disk 157')).toEqual(['disk 157']);
    expect(explain('disk 157').events[0]?.meaning).toContain('rdpwhy does not read it');
    expect(explain('dwm 9009').events[0]).toMatchObject({ eventId: 9009, log: 'Application' });
    expect(explain('dwm 9009').events[0]?.meaning).toContain('at a sign-out');
    expect(explain('disk 999').events[0]?.meaning).toContain('not known here');
    expect(explain('TermDD 51').events[0]?.meaning).toContain('reads 50, 56');
    for (const text of ['disk 999', 'TermDD 51', 'disk 7']) expect(explain(text).codes).toEqual([]);
  });

  test('an event that is read is told by the catalog alone', () => {
    const read = new Set(catalogRows.map(({ provider, eventId }) => `${provider} ${eventId}`));
    const both = otherEvents.filter(({ provider, eventId }) => read.has(`${provider} ${eventId}`));
    expect(both).toEqual([]);
    expect(explain('srv 2019').events[0]?.meaning).toContain('nonpaged memory');
  });

  test('what is a service or a subject as well keeps its codes', () => {
    expect(explain('lsm 12').codes[0]?.meanings.map(({ family }) => family)).toEqual(['session-reason']);
    expect(explain('TermService 1053').codes[0]?.meanings[0]?.name).toBe('ERROR_SERVICE_REQUEST_TIMEOUT');
    expect(explain('gateway 23005').phrases.map(({ id }) => id)).toEqual(['about-gateway']);
  });

  test('a word that is nothing we know is told before the number', () => {
    expect(explain('ntfs 55').unknownWord).toBe('ntfs');
    expect(explain('foo 12').unknownWord).toBe('foo');
    for (const text of ['disk 153', '12', 'reason 5', 'event 140', 'gateway 23005', 'foo bar'])
      expect(explain(text).unknownWord).toBeUndefined();
  });

  test('no dialog shows an event, whoever wrote it', () => {
    expect(readSymptomCode('TermDD 50', { packs })).toBeUndefined();
    expect(readSymptomCode('reason 516', { packs })?.code).toBe('0x204');
  });
});

describe('what a screen waits for', () => {
  test.each([
    ['Please wait for the User Profile Service', 'waits-for-user-profile', 'profile-load-failed'],
    [
      'Please wait for the Group Policy Client',
      'waits-for-group-policy',
      'nla-domain-controller-unreachable',
    ],
    ['Please wait for the Local Session Manager', 'waits-for-session-manager', 'stuck-disconnected-session'],
    [
      'Please wait for the Remote Desktop Configuration',
      'waits-for-remote-desktop-configuration',
      'stuck-disconnected-session',
    ],
    ['stuck on Please Wait', 'please-wait', 'stuck-disconnected-session'],
  ])('%s', (text, id, cause) => {
    const { phrases, causes, collect } = explain(text);
    expect(phrases.map((phrase) => phrase.id)).toEqual([id]);
    expect(causes.map((one) => one.id)).toContain(cause);
    // Winlogon's word on the slow step stands there.
    expect(collect.map(({ channel }) => channel)).toContain('Application');
  });
});

test('a gateway that did not get to the resource leads to what may keep it', () => {
  expect(
    explain('0x3000047')
      .causes.map(({ id }) => id)
      .toSorted(),
  ).toEqual(['rdg-rap-denied', 'rdg-target-unreachable']);
});
