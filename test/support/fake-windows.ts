import type { ProcessResult, RunProcess } from '../../src/input/run-process.ts';

/** What a program of Windows answers: text as UTF-8, bytes as they are, or an exit code. */
type Answer = string | Uint8Array | number;

/** A channel as wevtutil tells of it. */
export interface FakeChannel {
  readonly gl?: Answer;
  readonly gli?: Answer;
  readonly oldest?: Answer;
  readonly newest?: Answer;
}

export interface FakeWindows {
  /** Default: every channel is on, circular, holds two records. */
  readonly channel?: (name: string) => FakeChannel | undefined;
  readonly auditpol?: Answer;
  readonly whoami?: Answer;
}

/** As wevtutil prints it, by public transcripts of it. */
export const settingsText = (more: Readonly<Record<string, string>> = {}): string => {
  const { enabled, retention, autoBackup, maxSize } = {
    enabled: 'true',
    retention: 'false',
    autoBackup: 'false',
    maxSize: '1052672',
    ...more,
  };
  return [
    'name: X',
    `enabled: ${enabled}`,
    'type: Operational',
    'owningPublisher: Y',
    'isolation: Application',
    'channelAccess: O:BAG:SYD:(A;;0x7;;;BA)',
    'logging:',
    '  logFileName: %SystemRoot%\\System32\\Winevt\\Logs\\X.evtx',
    `  retention: ${retention}`,
    `  autoBackup: ${autoBackup}`,
    `  maxSize: ${maxSize}`,
    'publishing:',
    '  fileMax: 1',
    '',
  ].join('\r\n');
};

export const infoText = (oldest: number): string =>
  [
    'creationTime: 2026-03-01T08:00:00.000Z',
    'lastAccessTime: 2026-03-02T08:00:00.000Z',
    'lastWriteTime: 2026-03-02T08:00:00.000Z',
    'fileSize: 1052672',
    'attributes: 32',
    'numberOfLogRecords: 1228',
    `oldestRecordNumber: ${oldest}`,
    '',
  ].join('\r\n');

export const recordText = (recordId: number, time: string): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>131</EventID>` +
  `<Version>0</Version><Level>4</Level><TimeCreated SystemTime='${time}'/><EventRecordID>${recordId}</EventRecordID>` +
  `<Channel>X</Channel><Computer>RDS01</Computer></System><EventData><Data Name='a'>ü</Data></EventData></Event>\r\n`;

/** UTF-16 with its mark, as `/uni:true` and redirected consoles give it. */
export const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

const subcategories = ['9215', '9217', '9235', '921C', '923F', '9242', '9240'];

/** As `auditpol /get /r` prints it; only the GUIDs are the same in every language. */
export const auditText = (
  settings: string | Readonly<Record<string, string>>,
  heading = 'Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting',
): string =>
  [
    heading,
    '',
    ...subcategories.map((digits) => {
      const setting = typeof settings === 'string' ? settings : (settings[digits] ?? settings['*'] ?? '');
      return `RDS01,System,Anything,{0CCE${digits}-69AE-11D9-BED3-505054503030},${setting},`;
    }),
    '',
  ].join('\r\n');

export const elevated = '"Mandatory Label\\High Mandatory Level","Label","S-1-16-12288",""\r\n';
export const unelevated = '"Mandatory Label\\Medium Mandatory Level","Label","S-1-16-8192",""\r\n';

/** Stands in for Windows' programs, and notes what was run. */
export function fakeWindows({
  channel = () => ({}),
  auditpol = auditText('Success and Failure'),
  whoami = elevated,
}: FakeWindows = {}): { readonly run: RunProcess; readonly ran: string[][] } {
  const ran: string[][] = [];
  const run: RunProcess = async (file, args) => {
    const name = file.replace(/^.*\\/, '');
    ran.push([file, ...args]);
    if (name === 'whoami.exe') return resultOf(whoami);
    if (name === 'auditpol.exe') return resultOf(auditpol);
    const of = channel(args[1] ?? '');
    // ERROR_EVT_CHANNEL_NOT_FOUND.
    if (of === undefined) return resultOf(15007);
    if (args[0] === 'gl') return resultOf(of.gl ?? settingsText());
    if (args[0] === 'gli') return resultOf(of.gli ?? infoText(1));
    return args.includes('/rd:true')
      ? resultOf(of.newest ?? recordText(200, '2026-03-09T10:00:00.1234567Z'))
      : resultOf(of.oldest ?? recordText(100, '2026-03-01T10:00:00.0000000Z'));
  };
  return { run, ran };
}

const nothing = new Uint8Array(0);

const resultOf = (answer: Answer): ProcessResult =>
  typeof answer === 'number'
    ? { code: answer, stdout: nothing, stderr: Buffer.from('Zugriff verweigert') }
    : { code: 0, stdout: typeof answer === 'string' ? Buffer.from(answer) : answer, stderr: nothing };
