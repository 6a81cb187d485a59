import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainText, isUnderstood } from '../../src/explain.ts';
import { brokenOff, codeCauses } from '../../src/explain/code-causes.ts';
import { folkAdvice } from '../../src/explain/folk-advice.ts';
import { phrases } from '../../src/explain/phrases.ts';
import { topics } from '../../src/explain/topics.ts';
import { distance } from '../../src/explain/words.ts';
import { describeCode } from '../../src/codes/dictionary.ts';
import { costs, type Explanation } from '../../src/model/explanation.ts';
import { risks } from '../../src/model/vocabulary.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string): Explanation => explainText(text, { packs: [pack] });
const familiesOf = ({ codes }: Explanation): readonly string[] =>
  codes.flatMap(({ meanings }) => meanings.map(({ family }) => family));
const namesOf = ({ codes }: Explanation): readonly string[] =>
  codes.flatMap(({ meanings }) => meanings.map(({ name }) => name));
const causesOf = ({ causes }: Explanation): readonly string[] => causes.map(({ id }) => id);

describe('the two codes of a dialog', () => {
  const asked = explain('0x904 0x7');

  test.each(['0x904/0x7', '2308 7', 'Error code: 0x904 Extended error code: 0x7', '0x904, extended 0x7.'])(
    'are read from %s',
    (text) => {
      expect({ ...explain(text), query: '', codes: [] }).toEqual({ ...asked, query: '', codes: [] });
    },
  );

  test('are named one by one, and no cause is claimed', () => {
    expect(asked.pair?.reason.name).toBe('disconnectReasonAtClientWinsockFDCLOSE');
    expect(asked.pair?.extended.name).toBe('exDiscReasonServerDeniedConnection');
    expect(asked.pair?.reason.basis).toBe('documented');
    expect(asked.pair?.basis).toBe('community');
    expect(asked.pair?.verdict).toContain('does not name a cause');
  });

  test('have causes from the cheapest to decide to the dearest, and say that this is the order', () => {
    const order = asked.causes.map(({ cost }) => cost);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(asked.causeOrder).toMatch(/cheap/);
    expect(causesOf(asked)).toEqual(expect.arrayContaining([...brokenOff]));
    expect(new Set(causesOf(asked)).size).toBe(asked.causes.length);
    for (const { logs } of asked.causes) expect(logs.length).toBeGreaterThan(0);
  });

  test('come with a command for every log they need, of host and client', () => {
    const commands = asked.collect.map(({ command }) => command);
    expect(commands).toContain('wevtutil epl "System" "System.evtx" /ow:true');
    expect(commands.join('\n')).toContain(
      '"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS-Operational.evtx"',
    );
    expect(asked.collect.map(({ machine }) => machine)).toEqual(expect.arrayContaining(['host', 'client']));
    const files = commands.map((command) => command.split(' ').at(-2));
    expect(new Set(files).size).toBe(files.length);
    for (const { logs, cost } of asked.causes) {
      if (cost > 1) continue;
      expect(asked.collect.some(({ channel }) => logs.some((log) => log.channel === channel))).toBe(true);
    }
  });

  test('are told by the second where that says more', () => {
    expect(causesOf(explain('0x3 0xA'))).toContain('saved-credentials-refused');
    expect(explain('0x204 0x0').pair?.verdict).toContain('adds nothing');
  });
});

describe('a number', () => {
  test.each([
    '0xC000006D',
    '3221225581',
    '-1073741715',
    'C000006D',
    '0xFFFFFFFFC000006D',
    'STATUS_LOGON_FAILURE',
  ])('is understood as %s', (text) => {
    const { codes } = explain(text);
    expect(codes[0]).toMatchObject({ decimal: 3221225581, hex: '0xC000006D', signed: -1073741715 });
    expect(causesOf(explain(text))).toContain('wrong-password');
  });

  test('shows every family it is in, with the fields of each', () => {
    expect(namesOf(explain('2308'))).toEqual(namesOf(explain('0x904')));
    const seven = explain('7');
    expect(familiesOf(seven)).toEqual(
      expect.arrayContaining([
        'extended-reason',
        'error-info',
        'session-reason',
        'licence-error',
        'kerberos',
      ]),
    );
    for (const { where } of seven.codes[0]?.meanings ?? []) expect(where).not.toBe('');
    for (const narrower of seven.suggestions) expect(new Set(familiesOf(explain(narrower))).size).toBe(1);
  });

  test.each([
    ['0x104', 'dns-resolution-failed'],
    ['error 260', 'dns-resolution-failed'],
    ['0x108', 'no-connection-reached-server'],
    ['0x3', 'server-denied-0x7-generic'],
    ['0x4', 'session-creation-failed'],
    ['error code 4', 'session-creation-failed'],
  ])('of a dialog is first of all the code of the client: %s', (text, cause) => {
    const asked = explain(text);
    expect(asked.codes[0]?.firstIsMeant).toBe(true);
    expect(familiesOf(asked)[0]).toBe('disconnect-reason');
    expect(causesOf(asked)).toContain(cause);
    // What else it is stays in reach, but for numbers that nobody sees.
    expect(asked.suggestions.length).toBeGreaterThan(0);
    expect(asked.suggestions.join()).not.toMatch(/negotiation|licence|transition/);
    const shown = renderExplanation(asked);
    expect(shown).toContain('As the second code of a dialog');
    expect(shown).not.toMatch(/\d meanings/);
  });

  test('of a dialog has its other meanings behind, those of the wire last', () => {
    expect(familiesOf(explain('0x3')).slice(-3).toSorted()).toEqual([
      'licence-error',
      'licence-transition',
      'negotiation-failure',
    ]);
    expect(explain('3').codes[0]?.firstIsMeant).toBeUndefined();
  });

  test('said without its 0x is what the dialog shows, where it is nothing by itself', () => {
    expect(explain('904 7').pair?.verdict).toBe(explain('0x904 0x7').pair?.verdict);
    expect(explain('error 904').codes[0]).toMatchObject({ input: '904', hex: '0x904' });
    // Known by itself, or called something else.
    expect(explain('516').codes[0]).toMatchObject({ decimal: 516 });
    expect(explain('win32 904').codes[0]).toMatchObject({ decimal: 904 });
  });

  test('called an event that nobody knows is not explained as a number', () => {
    expect(isUnderstood(explain('event 99999'))).toBe(false);
  });

  test('is of the family that the word before it names', () => {
    expect(familiesOf(explain('extended reason 7'))).toEqual(['extended-reason']);
    expect(familiesOf(explain('alert 40'))).toEqual(['tls-alert']);
    expect(familiesOf(explain('logon type 10'))).toEqual(['logon-type']);
    expect(familiesOf(explain('reason 5'))).not.toContain('win32');
    expect(causesOf(explain('state 10001'))).toContain('rdp-cert-private-key-unreadable');
  });

  test('gets the causes of patterns whose signs name it', () => {
    expect(causesOf(explain('disconnect 2823'))).toContain('account-disabled');
    expect(causesOf(explain('0x8010006C'))).toContain('smart-card-problem');
    expect(causesOf(explain('0x80090302'))).toContain('credssp-oracle-remediation');
  });

  test.each(['0xC0DE1234', '0x8009FFFF', '999999'])('that nobody knows is taken apart: %s', (text) => {
    const [code] = explain(text).codes;
    expect(code?.meanings).toEqual([]);
    expect(code?.parts).toBeDefined();
    expect(code?.hex).toMatch(/^0x/);
  });

  test.each(['99999999999', '0x1FFFFFFFF', '-9999999999'])('of more than 32 bits is none: %s', (text) => {
    expect(isUnderstood(explain(text))).toBe(false);
  });
});

describe('an event', () => {
  test('is found by its id', () => {
    const { events, codes } = explain('event 140');
    expect(events.map(({ provider }) => provider)).toContain(
      'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
    );
    expect(codes).toEqual([]);
    expect(explain('36870').events[0]?.log).toBe('System');
    expect(explain('36870').codes).toEqual([]);
    expect(explain('1026').events[0]?.codeFields).toEqual([
      { field: 'Value', families: ['disconnect reason of the client'] },
    ]);
  });
});

describe('a cause', () => {
  test.each(pack.patterns.map(({ id, remedies }) => [id, remedies] as const))(
    'is explained by its id: %s',
    (id, remedies) => {
      const [cause] = explain(id).patterns;
      expect(cause?.remedies).toEqual(remedies);
      expect(cause?.explanation).not.toMatch(/\{\w+\}/);
    },
  );

  test('reads as if it had no facts to fill in', () => {
    for (const { id } of pack.patterns) {
      const [cause] = explain(id).patterns;
      for (const text of [cause?.title, cause?.explanation, cause?.tellTheUser]) {
        expect(text, id).not.toMatch(/not recorded|unknown addresses|\{\w+\}|^[a-z]/);
      }
    }
    expect(explain('credssp-oracle-remediation').patterns[0]?.explanation).toContain(
      'CredSSP there speaks a version, which',
    );
    expect(explain('session-limit-two-admin').patterns[0]?.explanation).toMatch(/^The /);
  });

  test('names the log in which it shows', () => {
    for (const { id } of pack.patterns) expect(explain(id).patterns[0]?.logs.length, id).toBeGreaterThan(0);
  });
});

describe('the links from codes and dialogs to causes', () => {
  const TABLE = '../shared/knowledge/causes.tsv';
  const known = new Set(pack.patterns.map(({ id }) => id));
  const ofCodes = [...codeCauses, ...phrases].flatMap(({ causes }) => causes);
  const linked = new Set([...ofCodes, ...topics.flatMap(({ members = [] }) => members)]);

  test('lead to causes that have a name', () => {
    expect([...linked].filter((id) => !known.has(id))).toEqual([]);
  });

  test('start at codes that the dictionary knows', () => {
    for (const { family, codes } of codeCauses) {
      for (const code of codes) expect(describeCode(family, code), `${family} ${code}`).toBeDefined();
    }
  });

  /** A cause that the published table has under server-shutdown-or-restart, and causes that are not in it at all. */
  const since = new Set([
    'host-stopped-unexpectedly',
    'duplicate-machine-sid',
    'kerberos-encryption-mismatch',
    'virtual-desktop-agent-broken',
    'virtual-desktop-unreachable',
    'virtual-desktop-unregistered',
  ]);

  test.skipIf(!existsSync(TABLE))('name causes of the published table, or those found since', () => {
    const ids = new Set(
      readFileSync(TABLE, 'utf8')
        .split('\n')
        .map((line) => line.split('\t')[0]),
    );
    expect(ofCodes.filter((id) => !ids.has(id) && !since.has(id))).toEqual([]);
  });

  test('cost no more than there are sorts of logs', () => {
    for (const { cost } of explain('0x904 0x7').causes) expect(costs[cost - 1]).toBeDefined();
  });
});

describe('a dialog', () => {
  test.each([
    ['An internal error has occurred', 'internal-error'],
    ['An internal eror has occured.', 'internal-error'],
    [
      'The number of connections to this computer is limited and all connections are in use right now',
      'connections-limited',
    ],
    [
      'An authentication error has occurred. The function requested is not supported',
      'function-not-supported',
    ],
    ['An authentication error has occurred (Code: 0x80004005)', 'authentication-error'],
    ['because of a configuration error', 'configuration-error'],
    ['Es ist ein interner Fehler aufgetreten', 'internal-error'],
    ['Die angeforderte Funktion wird nicht unterstützt', 'function-not-supported'],
    ["Une erreur interne s'est produite", 'internal-error'],
    ['Error interno', 'internal-error'],
    ['The Local Security Authority cannot be contacted', 'lsa-not-contacted'],
    ['no Remote Desktop License Servers available', 'no-licence-servers'],
    ['This could be due to CredSSP encryption oracle remediation', 'encryption-oracle'],
    ['Your credentials did not work', 'credentials-refused'],
    ['network level authentication', 'nla-required'],
    [
      'requires Network Level Authentication, but your domain controller cannot be contacted to perform it',
      'nla-domain-controller',
    ],
  ])('%s', (text, id) => {
    const found = explain(text);
    expect(found.phrases.map((phrase) => phrase.id)).toEqual([id]);
    expect(found.causes.length).toBeGreaterThan(0);
  });

  test.each(phrases.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))('key %s', (key, id) => {
    expect(explain(key).phrases.map((phrase) => phrase.id)).toContain(id);
  });

  test('is asked for its code only where none was given', () => {
    const meaningOf = (text: string): string => explain(text).phrases[0]?.meaning ?? '';
    expect(meaningOf('protocol error')).toContain('Give the code');
    for (const code of ['0x1104', '(code: 0x112f)', '0x300006d'])
      expect(meaningOf(`protocol error ${code}`)).not.toContain('Give the code');
    expect(causesOf(explain('protocol error 0x1104'))).toEqual(['port-conflict']);
    expect(causesOf(explain('protocol error 0x300006d'))).toEqual(causesOf(explain('protocol error')));
  });

  test("that begins as the Windows App's do is told by what follows", () => {
    const idsOf = (text: string): readonly string[] => explain(text).phrases.map(({ id }) => id);
    expect(idsOf("We couldn't connect to the remote PC.")).toEqual(['remote-pc']);
    expect(idsOf("We couldn't connect to the remote PC because of a security error.")).toContain(
      'security-error',
    );
    expect(explain("We couldn't connect to the remote PC.").firstStep).toBeDefined();
  });

  test('may hold codes as well', () => {
    const both = explain('An internal error has occurred. Error code: 0x4');
    expect(both.phrases[0]?.id).toBe('internal-error');
    expect(both.codes[0]?.decimal).toBe(4);
  });
});

describe('advice that people find', () => {
  test.each([
    ['delete MSLicensing', 'delete-mslicensing', 'data-loss'],
    ['reset GracePeriod', 'reset-grace-period', 'unsupported'],
    ['rename MachineKeys', 'rename-machinekeys', 'data-loss'],
    ['delete RDP-Tcp', 'delete-rdp-tcp', 'lockout'],
    ['NLA off', 'nla-off', 'security-lowering'],
    ['disable NLA', 'nla-off', 'security-lowering'],
    ['RDP security layer', 'rdp-security-layer', 'security-lowering'],
    ['firewall off', 'firewall-off', 'security-lowering'],
    ['turn the firewall off', 'firewall-off', 'security-lowering'],
    ['uninstall protection', 'uninstall-protection', 'security-lowering'],
    ['telnet server 3389', 'telnet', 'safe'],
    ['wmic', 'wmic', 'safe'],
  ])('%s', (text, id, risk) => {
    const found = explain(text);
    expect(found.advice.map((advice) => [advice.id, advice.risk])).toEqual([[id, risk]]);
    expect(found.codes).toEqual([]);
  });

  test.each(folkAdvice.map((advice) => [advice.id, advice] as const))('%s is complete', (id, advice) => {
    expect(risks).toContain(advice.risk);
    for (const text of [
      advice.whatItDoes,
      advice.whenRight,
      advice.riskText,
      advice.instead,
      advice.source,
    ]) {
      expect(text).not.toBe('');
    }
    expect(explain(id).advice).toHaveLength(1);
    for (const key of advice.keys) expect(explain(key).advice.map((one) => one.id)).toContain(id);
  });
});

describe('what nobody understands', () => {
  test('is met with the closest names', () => {
    expect(explain('wrong-pasword').suggestions).toContain('wrong-password');
    expect(explain('status_logon_failur').suggestions).toContain('STATUS_LOGON_FAILURE');
    expect(explain('xyzzy plugh').suggestions).toEqual([]);
    expect(isUnderstood(explain('xyzzy plugh'))).toBe(false);
  });

  test('is measured in letters', () => {
    expect([distance('', 'abc'), distance('kitten', 'sitting'), distance('same', 'same')]).toEqual([3, 3, 0]);
  });

  test.each(['__proto__', 'constructor 7', 'toString', 'hasOwnProperty'])('has no tricks: %s', (text) => {
    expect(() => explain(text)).not.toThrow();
  });
});
