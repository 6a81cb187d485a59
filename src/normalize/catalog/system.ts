import { code, number, of, oneOf, text, type CatalogRow } from '../catalog-row.ts';

const lsa = 'LsaSrv';
const manager = 'Service Control Manager';
const ofServices = { service: oneOf('TermService', 'SessionEnv', 'UmRdpService') };
// The service manager appends the short name as bytes; the display name is in the system's language.
const service = { service: of('service', 'Binary', 'param1') };
// 7040 has no bytes but a field for it.
const serviceByName = { service: of('service', 'param4', 'param1') };

const serviceRow = (
  eventId: number,
  kind: CatalogRow['kind'],
  facts: CatalogRow['facts'],
  summary: string,
): CatalogRow => ({
  provider: manager,
  eventId,
  kind,
  facts,
  summary,
  keepIf: ofServices,
  basis: 'community',
});

/** The rest of the machine: LSA, services, crashes, clock, boots. Ids and fields from public event lists and samples. */
export const systemRows: readonly CatalogRow[] = [
  {
    provider: lsa,
    eventId: 6041,
    kind: 'credssp-version-refused',
    // Older builds leave the data unnamed.
    facts: { target: text('TargetName', 0), version: number('TargetVersion', 1) },
    summary: 'CredSSP refused {target}: its version {version} is not allowed here',
    basis: 'sample',
  },
  {
    provider: lsa,
    eventId: 6038,
    kind: 'ntlm-used',
    facts: {},
    summary: 'NTLM is in use on this machine',
    basis: 'sample',
  },
  serviceRow(
    7031,
    'service-crashed',
    { ...service, count: number('param2') },
    '{service} crashed, time {count}',
  ),
  serviceRow(
    7034,
    'service-crashed',
    { ...service, count: number('param2') },
    '{service} crashed, time {count}',
  ),
  serviceRow(
    7000,
    'service-failed',
    { ...service, error: text('param2') },
    '{service} did not start: {error}',
  ),
  serviceRow(
    7001,
    'service-failed',
    { ...service, dependency: text('param2') },
    '{service} did not start: {dependency} failed',
  ),
  serviceRow(7022, 'service-failed', service, '{service} hung while starting'),
  serviceRow(
    7023,
    'service-failed',
    { ...service, error: text('param2') },
    '{service} ended with an error: {error}',
  ),
  serviceRow(
    7024,
    'service-failed',
    { ...service, error: text('param2') },
    '{service} ended with an error of its own: {error}',
  ),
  serviceRow(
    7038,
    'service-failed',
    { ...service, error: text('param3') },
    '{service} could not log on: {error}',
  ),
  serviceRow(
    7036,
    'service-changed-state',
    { ...service, state: text('param2') },
    '{service} is now {state}',
  ),
  serviceRow(
    7040,
    'service-start-type-changed',
    { ...serviceByName, to: text('param3') },
    '{service} start type is now {to}',
  ),
  {
    provider: 'Application Error',
    eventId: 1000,
    kind: 'program-crashed',
    // Unnamed in this order on older builds, named on newer ones.
    facts: { program: text('AppName', 0), module: text('ModuleName', 3), code: code('ExceptionCode', 6) },
    summary: '{program} crashed in {module}: {code}',
    keepIf: { program: { test: 'starts-with', text: 'svchost.exe_TermService' } },
    basis: 'community',
  },
  {
    provider: 'Microsoft-Windows-Kernel-General',
    eventId: 1,
    kind: 'clock-changed',
    facts: { newTime: text('NewTime'), oldTime: text('OldTime') },
    summary: 'the clock was set from {oldTime} to {newTime}',
    basis: 'community',
  },
  {
    provider: 'Microsoft-Windows-Kernel-General',
    eventId: 12,
    kind: 'system-started',
    facts: { build: number('BuildVersion') },
    summary: 'Windows started[, build {build}]',
    basis: 'community',
  },
  {
    provider: 'Microsoft-Windows-Kernel-General',
    eventId: 13,
    kind: 'system-stopping',
    facts: {},
    summary: 'Windows is shutting down',
    basis: 'community',
  },
  {
    provider: 'User32',
    eventId: 1074,
    kind: 'shutdown-requested',
    facts: { process: text('param1'), action: text('param5'), account: text('param7') },
    summary: '{account} asked for {action}',
    basis: 'community',
  },
  {
    provider: 'Microsoft-Windows-Eventlog',
    eventId: 1102,
    kind: 'log-cleared',
    facts: { account: text('SubjectUserName'), domain: text('SubjectDomainName') },
    summary: 'the Security log was cleared by {account}',
    basis: 'documented',
  },
  {
    provider: 'Microsoft-Windows-Eventlog',
    eventId: 104,
    kind: 'log-cleared',
    facts: { account: text('SubjectUserName'), domain: text('SubjectDomainName'), log: text('Channel') },
    summary: 'the log {log} was cleared by {account}',
    basis: 'documented',
  },
];
