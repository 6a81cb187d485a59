import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import { dialogsByCode } from '../../src/explain/dialogs-by-code.ts';
import { phrases } from '../../src/explain/phrases.ts';
import { readStatedCode } from '../../src/explain/stated-code.ts';
import { topics } from '../../src/explain/topics.ts';
import { wordsOf } from '../../src/explain/words.ts';
import { describeCode } from '../../src/codes/dictionary.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string) => explainText(text, { packs: [pack] });
const idsOf = (text: string): readonly string[] => explain(text).phrases.map(({ id }) => id);
const causesOf = (text: string): readonly string[] => explain(text).causes.map(({ id }) => id);
const knowledge = { patterns: pack.patterns, rows: catalogRows, fill: (one: string) => one };

describe('a word in a sentence decides nothing by itself', () => {
  test.each([
    'Windows cannot connect to the printer. Contact your administrator.',
    'Póngase en contacto con el administrador',
    'Contactez votre administrateur',
    'Saisissez vos informations',
    'The identity of a person',
    'The cached logon was removed after a failure',
  ])('%s', (text) => {
    expect(idsOf(text)).toEqual([]);
  });

  test('no key is one word, but such as are made of two, or have a number', () => {
    for (const { keys } of phrases) {
      for (const key of keys)
        expect(wordsOf(key).length > 1 || key.length >= 14 || /\d/.test(key), key).toBe(true);
    }
  });

  test('a slip that makes another known word is none', () => {
    expect(explain('licensing').advice).toEqual([]);
    expect(explain('the certificate for Remote Desktop').advice).toEqual([]);
    expect(idsOf('An internal eror has occured')).toEqual(['internal-error']);
  });

  test('the words of a key stand in one sentence', () => {
    expect(idsOf('The account was renamed. The door is locked.')).toEqual([]);
    expect(idsOf('The account is now locked.')).toEqual(['account-locked']);
  });

  test('the name of a code is no sentence', () => {
    expect(idsOf('ERROR_SERVICE_LOGON_FAILED')).toEqual([]);
  });
});

describe("the client's sentences", () => {
  test.each([
    [
      'The system administrator has limited the computers you can log on with. Try logging on at a different computer.',
      0x1107,
      'logon-hours-or-workstation',
    ],
    [
      'The system administrator has restricted the times during which you may log in.',
      0x1007,
      'logon-hours-or-workstation',
    ],
    [
      'The system administrator has restricted the types of logon (network or interactive) that you may use.',
      0x1307,
      'network-logon-right-missing',
    ],
    [
      "Your computer can't connect to the remote computer because the Remote Desktop Gateway server address is unreachable or incorrect.",
      0x300000c,
      'rdg-certificate',
    ],
    [
      "Your computer can't connect to the remote computer because the Remote Desktop Gateway server is temporarily unavailable.",
      0x300000d,
      'rdg-limit-or-timeout',
    ],
    [
      "Your computer can't connect to the remote computer because the Remote Desktop Gateway server's certificate has expired or has been revoked. Contact your network administrator for assistance.",
      0x3000007,
      'rdg-certificate',
    ],
    [
      "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Your user account is not authorized to access the RD Gateway 2) Your computer is not authorized to access the RD Gateway",
      0x300001c,
      'rdg-cap-denied',
    ],
    [
      "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Your user account is not listed in the RD Gateway's permission list",
      0x300001b,
      'rdg-rap-denied',
    ],
    [
      '1) The requested Remote Desktop Gateway server address and the server SSL certificate subject name do not match.',
      0x3000003,
      'rdg-certificate',
    ],
    [
      "Your computer can't connect to the remote computer because a user name and password are required to authenticate to the Remote Desktop Gateway server instead of smart card credentials.",
      0x300002b,
      'rdg-cap-denied',
    ],
    [
      "Remote Desktop cannot verify the identity of the remote computer because there is a time or date difference between your computer and the remote computer. Make sure your computer's clock is set to the correct time",
      0x1d07,
      'clock-skew',
    ],
    [
      'This user account has expired. For assistance, contact your system administrator or technical support.',
      0xe07,
      'account-expired',
    ],
    [
      'The connection was lost, possibly due to network connectivity problems.',
      0x904,
      'rdp-cert-private-key-unreadable',
    ],
    [
      'This computer cannot connect to the remote resource because you do not have permission to this resource.',
      0x3000045,
      'rdg-rap-denied',
    ],
  ])('%s', (text, code, cause) => {
    const found = explain(text).phrases;
    expect(found).toHaveLength(1);
    const dialog = dialogsByCode.find(({ id }) => id === found[0]?.id);
    expect(dialog?.codes).toContain(code);
    expect(causesOf(text)).toContain(cause);
    expect(causesOf(text)).toEqual(expect.arrayContaining([...causesOf(`disconnect ${code}`)]));
  });

  test.each(
    dialogsByCode.flatMap(({ id, keys, codes = [], family = 'stack-trace' }) =>
      keys.map((key) => [key, id, codes, family] as const),
    ),
  )('key %s', (key, id, codes, family) => {
    expect(idsOf(key)).toEqual([id]);
    for (const code of codes) expect(describeCode(family, code), String(code)).toBeDefined();
  });

  test('as a stated symptom fit the causes of the gateway, and say nothing of a firewall', () => {
    const stated = (text: string) => readStatedCode(text, knowledge)?.parts[0];
    const text = 'because the Remote Desktop Gateway server is temporarily unavailable';
    expect(stated(text)?.classes).toContain('gateway');
    expect(stated(text)?.causes).not.toContain('local-firewall-block');
    expect(stated('possibly due to network connectivity problems the connection was lost')?.isBroad).toBe(
      true,
    );
    expect(
      stated(
        'Your Remote Desktop Services session has ended, possibly for one of the following reasons: the administrator',
      )?.isBroad,
    ).toBe(true);
  });

  test('say what the note on their code says', () => {
    const found = explain('your credentials did not work. The remote machine is AADJ');
    expect(found.phrases.map(({ id }) => id)).toEqual(['dialog-0x2607']);
    expect(found.phrases[0]?.meaning).toContain('must be allowed');
    expect(found.firstStep).toBeDefined();
  });

  test('that no cause is known for lead to the logs of the gateway', () => {
    const { firstStep, collect } = explain('an invalid cookie was sent to the Remote Desktop Gateway server');
    expect(firstStep).toBeDefined();
    expect(collect.map(({ machine }) => machine)).toContain('gateway');
  });
});

describe('dialogs of the host', () => {
  test.each([
    [
      'The User Profile Service service failed the logon. User profile cannot be loaded.',
      'profile-not-loaded',
      'profile-load-failed',
    ],
    ['The User Profile Service service failed the sign-in.', 'profile-not-loaded', 'profile-load-failed'],
    [
      'The Group Policy Client service failed the logon. Access is denied.',
      'service-failed-logon',
      'profile-load-failed',
    ],
    [
      'The requested session access is denied. Contact your system administrator.',
      'session-access-denied',
      'protected-user-or-credential-guard',
    ],
    ['There is a partial mismatch in the machine ID.', 'machine-ids-match', 'duplicate-machine-sid'],
    [
      'An authentication error has occurred. The encryption type requested is not supported by the KDC.',
      'kerberos-encryption',
      'kerberos-encryption-mismatch',
    ],
    [
      'This could be due to NTLM authentication being blocked on the remote computer.',
      'ntlm-blocked',
      'ntlm-restricted',
    ],
    [
      "The server's clock is not synchronized with the primary domain controller's clock",
      'clocks-differ',
      'clock-skew',
    ],
    [
      'there are no Remote Desktop client access licenses available for this computer',
      'no-licences',
      'rds-cals-exhausted-or-wrong-type',
    ],
    [
      'because there are no Remote Desktop License Servers available to provide a license',
      'no-licence-servers',
      'rds-license-server-unreachable',
    ],
    [
      'The trust relationship between this workstation and the primary domain failed',
      'trust-relationship',
      'broken-secure-channel',
    ],
    [
      'There are currently no logon servers available to service the logon request.',
      'no-logon-servers',
      'nla-domain-controller-unreachable',
    ],
    [
      "We can't sign you in with this credential because your domain isn't available.",
      'no-logon-servers',
      'tcp-port-exhaustion',
    ],
    [
      "Another user is signed in. If you continue, they'll be disconnected.",
      'another-user-signed-in',
      'console-user-holds-seat',
    ],
    [
      'The system administrator does not allow the use of saved credentials to log on to the remote computer',
      'saved-credentials',
      'saved-credentials-refused',
    ],
    [
      'Windows Defender Credential Guard does not allow using saved credentials. Please enter your credentials.',
      'credential-guard-saved',
      'protected-user-or-credential-guard',
    ],
    ["Your credentials didn't work", 'credentials-refused', 'wrong-password'],
    ["This user account's password has expired.", 'password-expired', 'password-expired'],
    [
      'Your account has been disabled. Please see your system administrator.',
      'dialog-0xB07',
      'account-disabled',
    ],
    ['Your account has expired. Please see your system administrator.', 'dialog-0xE07', 'account-expired'],
    ['The password for this account has expired.', 'password-expired', 'password-expired'],
    [
      'Your account has time restrictions that prevent you from logging on',
      'dialog-0x1007',
      'logon-hours-or-workstation',
    ],
    [
      'The certificate is not from a trusted certifying authority.',
      'identity-not-verified',
      'client-rejects-server-cert',
    ],
    [
      'A revocation check could not be performed for the certificate.',
      'revocation-unknown',
      'cert-revocation-unreachable',
    ],
    [
      'because of an error in the licensing protocol',
      'licensing-protocol',
      'client-license-corrupt-or-expired',
    ],
    ['There are too many users signed in', 'connections-limited', 'session-limit-two-admin'],
    ['your smart card certificate could not be validated', 'smart-card-refused', 'smart-card-problem'],
    ['The remote procedure call failed', 'dialog-1726', 'termservice-crash-loop'],
    [
      'The specified domain either does not exist or could not be contacted',
      'dialog-1355',
      'nla-domain-controller-unreachable',
    ],
    [
      'The security database on the server does not have a computer account for this workstation trust relationship',
      'trust-relationship',
      'broken-secure-channel',
    ],
    ['Der Benutzername oder das Kennwort ist falsch', 'credentials-refused', 'wrong-password'],
    ["Le nom d'utilisateur ou le mot de passe est incorrect", 'credentials-refused', 'wrong-password'],
    ['El nombre de usuario o la contraseña no son correctos', 'credentials-refused', 'wrong-password'],
  ])('%s', (text, id, cause) => {
    expect(idsOf(text)).toEqual([id]);
    expect(causesOf(text)).toContain(cause);
  });

  test('no licence server and no licence are two things', () => {
    expect(causesOf('no Remote Desktop client access licenses available')).not.toContain(
      'rds-license-server-unreachable',
    );
  });
});

describe('a topic', () => {
  test.each(topics.flatMap((topic) => (topic.topics ?? []).map((words) => [words, topic.id] as const)))(
    '%s is known, alone or as an error of it',
    (words, id) => {
      for (const text of [words, words.toUpperCase()]) {
        const found = idsOf(text);
        expect(found.length, text).toBeGreaterThan(0);
        expect(causesOf(text).length, text).toBeGreaterThan(0);
      }
      expect(topics.some((topic) => topic.id === id)).toBe(true);
    },
  );

  test.each([
    ['CredSSP', 'credssp-oracle-remediation'],
    ['NLA', 'nla-domain-controller-unreachable'],
    ['gateway', 'rdg-cap-denied'],
    ['kerberos error', 'spn-missing-or-duplicate'],
    ['PKU2U', 'unknown-user'],
    ['Entra ID', 'unknown-user'],
    ['AzureAD', 'unknown-user'],
    ['certificate', 'rdp-cert-private-key-unreadable'],
    ['smart card', 'smart-card-problem'],
    ['licensing', 'rds-license-mode-not-set'],
    ['licence', 'rds-license-mode-not-set'],
    ['timeout', 'no-connection-reached-server'],
    ['connection timed out', 'local-firewall-block'],
    ['session limit', 'rdg-limit-or-timeout'],
    ['certificate', 'rdg-certificate'],
    ['firewall', 'tls-interference-middlebox'],
    ['user profile disk', 'user-profile-disk-failed'],
  ])('%s has the cause %s', (text, cause) => {
    expect(causesOf(text)).toContain(cause);
    expect(explain(text).advice).toEqual([]);
  });

  test.each(topics.map(({ id, source }) => [id, source]))(
    '%s names a page that can be opened',
    (_, source) => {
      for (const one of source.split('; ')) expect(one).toMatch(/: https:\/\/\S+$| in https:\/\/\S+$/);
    },
  );

  test.each([
    ['tls', 'documented'],
    ['udp', 'community'],
    ['firewall', 'inferred'],
    ['timeout', 'inferred'],
  ])('%s is %s', (text, basis) => {
    expect(explain(text).phrases.map((one) => one.basis)).toEqual([basis]);
  });

  test('says of a cause what its pattern says, however well its own words are known', () => {
    const basisOf = (text: string, cause: string) =>
      explain(text).causes.find(({ id }) => id === cause)?.basis;
    expect(basisOf('session limit', 'console-user-holds-seat')).toBe('inferred');
    expect(basisOf('timeout', 'rdg-limit-or-timeout')).toBe('documented');
  });

  test('tells no sentence', () => {
    expect(idsOf('the certificate of my bicycle')).toEqual([]);
  });
});

test.each(phrases.map(({ id, phrase }) => [phrase, id]))(
  'a dialog is known by its title, as reports name it: %s',
  (title, id) => expect(idsOf(title)).toContain(id),
);
