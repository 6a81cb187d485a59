import { code, firstCode, number, of, oneOf, text, type CatalogRow } from '../catalog-row.ts';
import { alsoFrom, rowsOf } from './rows-of.ts';
import { archived, both, manifestOf, messagesIn } from './sources.ts';

const eventlog = rowsOf('Microsoft-Windows-Eventlog', 'documented');
const kernel = rowsOf('Microsoft-Windows-Kernel-General', 'community');
const power = rowsOf('Microsoft-Windows-Kernel-Power', 'community');
const old = rowsOf('EventLog', 'community');
const time = rowsOf('Microsoft-Windows-Time-Service', 'sample', manifestOf('Microsoft-Windows-Time-Service'));
const user = { account: text('SubjectUserName'), domain: text('SubjectDomainName') };

/** Programs that a logon or a session needs; svchost with the name of its one service. */
const logonProgram =
  /^(?:svchost\.exe_(?:TermService|SessionEnv|UmRdpService|ProfSvc|LSM)\w*|(?:winlogon|logonui|userinit|explorer|dwm|lsass|lsm|csrss|rdpclip|rdpinit|rdpshell|rdpsa|mstsc|msrdc)\.exe|(?:termsrv|rdpcorets|rdpcore|rdpwrap|rdpbase|rdpserverbase|rdpcorecdv|umrdp|sessenv|lsmproxy)\.dll)$/i;

const shutdown: readonly CatalogRow[] = [
  rowsOf('User32', 'community')(
    1074,
    'shutdown-requested',
    // Windows 7 leaves the data unnamed.
    {
      process: text('param1', 0),
      // `C:\\Windows\\system32\\wlms\\wlms.exe (RDS01)`
      program: { from: ['param1', 0], as: 'text', match: /[^\\]+\.exe/i },
      action: text('param5', 4),
      account: text('param7', 6),
    },
    '{account} asked for {action}',
  ),
];

/** ERROR_NO_SYSTEM_RESOURCES, as a number and as an HRESULT. */
const noResources = oneOf(1450, 0x800705aa);

/**
 * Windows could not start an app of the shell for want of resources: in public reports of session hosts whose start menu
 * stays away or whose screen stays black. Microsoft's page has the command as the first parameter and the error as the
 * second; that the error may also be the fourth rests on no document.
 */
const apps: readonly CatalogRow[] = [
  rowsOf(
    'Microsoft-Windows-DistributedCOM',
    'inferred',
    archived('COM General Functionality, event 10001', 'dd300232'),
  )(
    10001,
    'app-start-failed',
    { program: text('param1', 0), code: code('param2', 'param4', 1) },
    'Windows could not start {program}: {code}',
    { keepIf: { code: noResources } },
  ),
];

/**
 * A component asked for the Remote Desktop service and Windows could not start it. On machines where the service is disabled
 * (1058), in safe mode (1084) and while Windows goes down (1115) this is no failure.
 */
const serviceAsked: readonly CatalogRow[] = [
  rowsOf(
    'Microsoft-Windows-DistributedCOM',
    'documented',
    'Microsoft Knowledge Base 946399 (archived): <https://mskb.pkisolutions.com/kb/946399>',
  )(
    10005,
    'service-failed',
    { service: text('param2', 1), code: number('param1', 0) },
    '{service} did not start when it was asked for: {code}',
    { keepIf: { service: oneOf('TermService'), code: { test: 'not', of: oneOf(1058, 1084, 1115) } } },
  ),
];

/** Classic texts without values that matter: 2019 is of the nonpaged pool, 2020 of the paged one. */
const pool = rowsOf(
  'srv',
  'community',
  both(
    'http://kb.parallels.com/1675',
    'https://windowsserveressentials.com/2012/01/03/nonpaged-pool-resource-allocation-error-srv-error-2019/',
  ),
);

/** The machine itself: boots, sleep, clock, crashes, memory, and what was lost of its logs. */
export const machineRows: readonly CatalogRow[] = [
  ...apps,
  ...serviceAsked,
  kernel(
    1,
    'clock-changed',
    // 1: a program set it; 2: read from the hardware clock, as after sleep; 3: another time zone.
    {
      newTime: text('NewTime'),
      oldTime: text('OldTime'),
      reason: number('Reason'),
      setBy: of('clock-step', 'OldTime', 'NewTime'),
    },
    'the clock was set[ by {setBy}]',
  ),
  kernel(12, 'system-started', { build: number('BuildVersion') }, 'Windows started[, build {build}]'),
  kernel(13, 'system-stopping', {}, 'Windows is shutting down'),
  power(
    41,
    'system-stopped-unexpectedly',
    { code: firstCode('BugcheckCode') },
    'Windows had not been shut down before it started[, stop code {code}]',
  ),
  power(42, 'system-sleeping', { reason: number('Reason') }, 'the machine goes to sleep'),
  power(107, 'system-resumed', {}, 'the machine woke up'),
  ...shutdown,
  // The same source as older systems and some servers write it.
  ...alsoFrom('USER32', shutdown),
  // In real logs: the version ("10.00."), the build, an empty text, the kernel's sort.
  rowsOf('EventLog', 'sample', 'KB 196452: https://support.microsoft.com/help/196452')(
    6009,
    'system-described',
    { build: number(1) },
    'this is Windows[ build {build}]',
  ),
  old(6005, 'log-service-started', {}, 'the event log service started'),
  old(6006, 'log-service-stopped', {}, 'the event log service stopped'),
  old(6008, 'system-stopped-unexpectedly', {}, 'the system had stopped unexpectedly'),
  rowsOf('EventLog', 'sample', messagesIn('netevent.dll'))(
    6011,
    'computer-renamed',
    { from: text(0), to: text(1) },
    'the computer {from} is called {to} now',
  ),
  eventlog(1102, 'log-cleared', user, 'the Security log was cleared by {account}'),
  eventlog(104, 'log-cleared', { ...user, log: text('Channel') }, 'the log {log} was cleared by {account}'),
  rowsOf(
    'Microsoft-Windows-Eventlog',
    'sample',
    archived('Event Log Performance Monitoring Events', 'dd772682'),
  )(1101, 'audit-events-lost', { reason: number('Reason') }, 'audit events were lost'),
  time(
    36,
    'clock-unsynchronized',
    { seconds: number('UnsynchronizedTimeSeconds') },
    'no time from anywhere for {seconds} s',
  ),
  time(46, 'clock-unsynchronized', { error: text('ErrorMessage') }, 'the time service failed: {error}'),
  time(52, 'clock-changed', { offsetSeconds: number('TimeOffsetSeconds') }, 'the time service set the clock'),
  rowsOf('Application Error', 'community')(
    1000,
    'program-crashed',
    // Unnamed in this order on older builds, named on newer ones.
    {
      program: text('AppName', 0),
      module: text('ModuleName', 3),
      code: of('hex-code', 'ExceptionCode', 6),
      part: { from: ['AppName', 0, 'ModuleName', 3], as: 'text', match: logonProgram },
    },
    '{program} crashed in {module}: {code}',
    { keepIf: { part: { test: 'present', present: true } } },
  ),
  pool(2019, 'kernel-pool-exhausted', {}, 'the nonpaged memory of Windows’ kernel was used up'),
  pool(2020, 'kernel-pool-exhausted', {}, 'the paged memory of Windows’ kernel was used up'),
  rowsOf(
    'Microsoft-Windows-Resource-Exhaustion-Detector',
    'documented',
    both(
      'Detecting Low Virtual Memory Conditions: https://learn.microsoft.com/archive/blogs/mikelag/detecting-low-virtual-memory-conditions-in-windows-2008-and-r2',
      'the fields: records at https://pastebin.com/nyE6c2cA and https://pastebin.com/czahs8T3',
    ),
  )(
    2004,
    'memory-exhausted',
    // Its processes come in the order of what they hold, the largest first.
    { process: text('Name') },
    'Windows ran out of virtual memory[; {process} held more than any other]',
  ),
];
