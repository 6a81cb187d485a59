import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { checkMachine } from '../src/doctor.ts';
import type { CheckedChannel, MachineCheck } from '../src/model/machine-check.ts';
import { channels } from '../src/normalize/channels.ts';
import { renderMachineCheck } from '../src/report/terminal/machine-check.ts';
import {
  auditText,
  elevated,
  fakeWindows,
  infoText,
  recordText,
  settingsText,
  unelevated,
  utf16,
  type FakeChannel,
  type FakeWindows,
} from './support/fake-windows.ts';

const isMachineCheck = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schemas/machine-check.schema.json', 'utf8')) as object,
);

async function check(windows: FakeWindows = {}): Promise<MachineCheck> {
  const result = await checkMachine(fakeWindows(windows).run);
  isMachineCheck(JSON.parse(JSON.stringify(result)));
  expect(isMachineCheck.errors ?? []).toEqual([]);
  return result;
}

/** Windows where one channel is not as the others. */
const withSecurity = (security: FakeChannel | undefined): FakeWindows => ({
  channel: (name) => (name === channels.security ? security : {}),
});

const securityOf = ({ channels: own }: MachineCheck): CheckedChannel | undefined =>
  own.find(({ channel }) => channel === channels.security);

const commandsOf = ({ findings }: MachineCheck): readonly string[] =>
  findings.flatMap(({ change }) => change?.command ?? []);

test('a machine that logs everything has nothing to see to', async () => {
  const result = await check();
  expect(result.findings).toEqual([]);
  expect(result.elevated).toBe(true);
  expect(securityOf(result)).toEqual({
    channel: 'Security',
    on: 'host',
    access: 'readable',
    enabled: true,
    mode: 'circular',
    fileBytes: 1_052_672,
    maxBytes: 1_052_672,
    records: 1228,
    overwritten: false,
    oldest: { recordId: 100, time: '2026-03-01T10:00:00.000000Z' },
    newest: { recordId: 200, time: '2026-03-09T10:00:00.123456Z' },
  });
});

test('only reads: nothing that is run could change the machine, and no shell is asked', async () => {
  const { run, ran } = fakeWindows();
  await checkMachine(run);
  const verbs = new Set(ran.map(([file = '', verb]) => `${file.replace(/^.*\\/, '')} ${verb}`));
  expect([...verbs].sort()).toEqual([
    'auditpol.exe /get',
    'wevtutil.exe gl',
    'wevtutil.exe gli',
    'wevtutil.exe qe',
    'whoami.exe /groups',
  ]);
  expect(ran.every(([file = '']) => file.includes('\\System32\\'))).toBe(true);
});

describe('a channel', () => {
  test.each<[string, FakeChannel, Partial<CheckedChannel>]>([
    ['that may not be read', { newest: 5 }, { access: 'denied', enabled: true, oldest: null }],
    ['whose settings may not be read either', { gl: 5, newest: 5 }, { access: 'denied', enabled: null }],
    ['that may be read though its settings may not', { gl: 5 }, { access: 'readable', enabled: null }],
    [
      'that is off and empty',
      { gl: settingsText({ enabled: 'false' }), newest: '' },
      { access: 'empty', enabled: false },
    ],
    [
      'that is off and holds records',
      { gl: settingsText({ enabled: 'false' }) },
      { access: 'readable', enabled: false },
    ],
    ['that is empty', { newest: '' }, { access: 'empty', enabled: true, overwritten: null }],
    ['that hangs', { gl: -1 }, { access: 'failed', code: -1, enabled: null }],
    ['that hangs when it is read', { newest: -1 }, { access: 'failed', code: -1, enabled: true }],
    ['whose service is gone', { gl: 1722 }, { access: 'failed', code: 1722 }],
    ['that keeps its oldest', { gl: settingsText({ retention: 'true' }) }, { mode: 'retain' }],
    [
      'that is archived',
      { gl: settingsText({ retention: 'true', autoBackup: 'true' }) },
      { mode: 'archive' },
    ],
    ['that was written over', { gli: infoText(501) }, { overwritten: true }],
    ['whose size nobody tells', { gli: 5 }, { access: 'readable', fileBytes: null, overwritten: null }],
    [
      'that tells nothing we know',
      { gl: 'nom : X\r\nactivé : vrai' },
      { access: 'readable', enabled: null, mode: null },
    ],
  ])('%s', async (_, fake, expected) => {
    const result = await check(withSecurity(fake));
    expect(securityOf(result)).toMatchObject(expected);
    // The others are as they were.
    expect(result.channels.filter(({ access }) => access === 'readable').length).toBeGreaterThan(15);
  });

  test('that is not there', async () => {
    expect(securityOf(await check(withSecurity(undefined)))).toMatchObject({ access: 'missing' });
  });

  test('after one that did not answer is still asked about, once', async () => {
    const { run, ran } = fakeWindows(withSecurity({ gl: -1 }));
    await checkMachine(run);
    expect(ran.filter((args) => args.includes('Security'))).toHaveLength(1);
    expect(ran.filter((args) => args.includes('System'))).toHaveLength(4);
  });
});

describe('what is printed in another encoding', () => {
  const spoken: FakeChannel = {
    gl: settingsText({ enabled: 'false' }),
    gli: infoText(501),
    oldest: recordText(100, '2026-03-01T10:00:00.0000000Z'),
    newest: recordText(200, '2026-03-09T10:00:00.1234567Z'),
  };
  /** Code page 850, where ü is 0x81: no UTF-8. */
  const oem = (text: string): Uint8Array => Buffer.from(text.replaceAll('ü', '\u0081'), 'latin1');

  test.each([
    ['UTF-16', utf16],
    ['UTF-16 without its mark', (text: string) => utf16(text).subarray(2)],
    ['the code page of a console', oem],
  ])('%s says the same', async (_, encode) => {
    const coded = Object.fromEntries(
      Object.entries(spoken).map(([name, text]) => [name, encode(String(text))]),
    );
    expect(securityOf(await check(withSecurity(coded)))).toEqual(
      securityOf(await check(withSecurity(spoken))),
    );
  });

  test('settings as XML are the same settings', async () => {
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><channel name="Security" enabled="false" type="Admin" xmlns="http://schemas.microsoft.com/win/2004/08/events">` +
      `<logging><retention>true</retention><autoBackup>false</autoBackup><maxSize>9000000</maxSize></logging></channel>`;
    expect(securityOf(await check(withSecurity({ gl: xml })))).toMatchObject({
      enabled: false,
      mode: 'retain',
      maxBytes: 9_000_000,
    });
  });
});

describe('the audit policy', () => {
  const auditOf = async (auditpol: FakeWindows['auditpol'], whoami = elevated) =>
    check({ ...(auditpol !== undefined && { auditpol }), whoami });
  const logonOf = ({ audit }: MachineCheck) => audit.find(({ guid }) => guid.includes('9215'))?.audited;

  test.each([
    ['Success and Failure', { success: true, failure: true }],
    ['Success', { success: true, failure: false }],
    ['Failure', { success: false, failure: true }],
    ['No Auditing', { success: false, failure: false }],
    ['Erfolg und Fehler', { success: true, failure: true }],
    ['Keine Überwachung', { success: false, failure: false }],
    ['Succès et échec', { success: true, failure: true }],
    ['Échec', { success: false, failure: true }],
    ['Aciertos', { success: true, failure: false }],
    ['成功および失敗', null],
    ['', null],
  ])('%s', async (setting, audited) => {
    expect(logonOf(await auditOf(auditText(setting)))).toEqual(audited);
    // As a console of western Europe writes it: a byte for a letter.
    const bytes = Buffer.from(auditText(setting), 'latin1');
    if (/^[ -ÿ]*$/.test(setting)) expect(logonOf(await auditOf(bytes))).toEqual(audited);
    expect(logonOf(await auditOf(utf16(auditText(setting))))).toEqual(audited);
  });

  test('is known by GUID, whatever the heading and the names say', async () => {
    const heading = 'Computername;Richtlinienziel;Unterkategorie';
    expect(logonOf(await auditOf(auditText('Fehler', heading)))).toEqual({ success: false, failure: true });
  });

  test('where refusals are not recorded has the command that records them, and the way back', async () => {
    const result = await auditOf(auditText({ '9215': 'Success', '*': 'Success and Failure' }));
    expect(result.findings.map(({ change }) => change)).toEqual([
      {
        command: 'auditpol /set /subcategory:"{0CCE9215-69AE-11D9-BED3-505054503030}" /failure:enable',
        undo: 'auditpol /set /subcategory:"{0CCE9215-69AE-11D9-BED3-505054503030}" /failure:disable',
      },
    ]);
  });

  test('in a language that is not known is shown in its own words, and nothing is claimed', async () => {
    const result = await auditOf(auditText('成功および失敗'));
    expect(commandsOf(result)).toEqual([]);
    expect(renderMachineCheck(result)).toContain('成功および失敗');
  });

  test('of tickets matters on a domain controller alone', async () => {
    const off = auditText({ '9242': 'No Auditing', '9240': 'No Auditing', '*': 'Success and Failure' });
    expect(commandsOf(await auditOf(off))).toHaveLength(2);
    const member = await check({
      auditpol: off,
      channel: (name) => (name === 'Directory Service' ? undefined : {}),
    });
    expect(member.findings).toEqual([]);
    expect(member.audit.map(({ on }) => on)).not.toContain('directory');
  });

  test('that takes more rights is told as that', async () => {
    const result = await auditOf(1314, unelevated);
    expect(result.audit).toEqual([]);
    expect(result.findings.map(({ text }) => text).join()).toContain('takes an administrator');
  });
});

describe('what to see to', () => {
  test.each<[string, FakeChannel, string]>([
    ['switches on what is off', { gl: settingsText({ enabled: 'false' }) }, 'wevtutil sl "Security" /e:true'],
    [
      'lets a log write over its oldest',
      { gl: settingsText({ retention: 'true' }) },
      'wevtutil sl "Security" /rt:false',
    ],
    [
      'gives room to a log that holds hours',
      { gli: infoText(501), oldest: recordText(501, '2026-03-09T04:00:00.0000000Z') },
      'wevtutil sl "Security" /ms:209715200',
    ],
  ])('%s', async (_, fake, command) => {
    expect(commandsOf(await check(withSecurity(fake)))).toEqual([command]);
  });

  test('leaves alone what is off by default, archived, or roomy', async () => {
    const off = await check({
      channel: (name) =>
        name === channels.capi2 || name === channels.kerberos
          ? { gl: settingsText({ enabled: 'false' }), newest: '' }
          : { gl: settingsText({ retention: 'true', autoBackup: 'true' }), gli: infoText(501) },
    });
    expect(off.findings).toEqual([]);
  });

  test('tells of roles that are not there as such, and of a core log that is not as trouble', async () => {
    const result = await check({
      channel: (name) =>
        [channels.gateway, channels.broker, channels.stack].includes(name) ? undefined : {},
    });
    expect(result.findings.map(({ text }) => text)).toEqual([
      'RdpCoreTS/Operational does not exist on this Windows',
    ]);
    expect(renderMachineCheck(result)).toContain('Not on this machine: RdpCoreTS/Operational');
  });

  test('names rights where logs may not be read', async () => {
    const closed = { ...withSecurity({ newest: 5 }), auditpol: 1314 };
    const text = renderMachineCheck(await check({ ...closed, whoami: unelevated }));
    expect(text).toContain('Not run as administrator');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Security may not be read: run this as administrator');
    const asAdmin = renderMachineCheck(await check(closed));
    expect(asAdmin.replaceAll(/\s+/g, ' ')).toContain('refuse even an administrator');
  });

  test('says once that nothing answers', async () => {
    const result = await check({ channel: () => ({ gl: -1 }), auditpol: -1, whoami: -1 });
    expect(result.elevated).toBeNull();
    expect(result.findings).toHaveLength(2);
    expect(result.findings[0]?.text).toContain('did not answer');
  });
});

test('what Windows prints does nothing on a terminal, and the text fits its width', async () => {
  const setting = '\u001b[2J\u202eevil';
  const text = renderMachineCheck(await check({ auditpol: auditText(setting) }));
  // oxlint-disable-next-line no-control-regex
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(text.split('\n').filter((line) => line.length > 80 && !/^ *> /.test(line))).toEqual([]);
});
