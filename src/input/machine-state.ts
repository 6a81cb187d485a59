import path from 'node:path';
import { createXmlReader } from '../../parsers/xml/xml-reader.ts';
import { consoleText } from './console-text.ts';
import { readAudit, readLogInfo, readLogSettings, type LogInfo, type LogSettings } from './windows-text.ts';
import type { RunProcess } from './run-process.ts';

/** What Windows' own programs say of the machine, before anybody judges it. */
export interface MachineState {
  /** Whether it runs with an administrator's rights; undefined: nobody said. */
  readonly elevated: boolean | undefined;
  readonly channels: readonly ChannelState[];
  /** What is audited of each subcategory, in the system's language, by its GUID in capitals; empty: it may not be read. */
  readonly audit: ReadonlyMap<string, string>;
}

export interface ChannelState {
  readonly channel: string;
  readonly access: 'readable' | 'empty' | 'denied' | 'missing' | 'failed';
  /** Of the program that failed: a Win32 error, or -1 where it was stopped or never ran. */
  readonly code: number;
  readonly settings: LogSettings;
  readonly info: LogInfo;
  readonly oldest: RecordAt | undefined;
  readonly newest: RecordAt | undefined;
}

export interface RecordAt {
  readonly recordId: number;
  /** Microseconds since 1970 UTC. */
  readonly time: number;
}

/** ERROR_ACCESS_DENIED and ERROR_EVT_CHANNEL_NOT_FOUND, winerror.h: the exit codes of wevtutil. */
const [DENIED, NO_SUCH_CHANNEL] = [5, 15007];

/** A program that takes longer hangs: the service behind it does not answer. */
const PATIENCE_MS = 10_000;
/** So many channels are asked about at once. */
const AT_ONCE = 4;

/** Asks Windows about its logs and its audit policy. Changes nothing and reads neither registry nor files. */
export async function readMachineState(
  run: RunProcess,
  channels: readonly string[],
  auditGuids: readonly string[],
): Promise<MachineState> {
  const tool: Tool = async (name, ...args) =>
    run(path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', name), args, {
      timeoutMs: PATIENCE_MS,
    });
  const elevated = await readElevation(tool);
  const audit = await tool('auditpol.exe', '/get', `/subcategory:${auditGuids.join(',')}`, '/r');
  const states: ChannelState[] = [];
  for (let i = 0; i < channels.length; i += AT_ONCE) {
    const some = channels.slice(i, i + AT_ONCE).map(async (channel) => readChannel(tool, channel));
    states.push(...(await Promise.all(some)));
  }
  return {
    elevated,
    channels: states,
    audit: audit.code === 0 ? readAudit(consoleText(audit.stdout)) : new Map(),
  };
}

type Tool = (name: string, ...args: string[]) => ReturnType<RunProcess>;

/** The mandatory label of an elevated process is High or System, [MS-DTYP] 2.4.2.4; the SID is the same in every language. */
async function readElevation(tool: Tool): Promise<boolean | undefined> {
  const { code, stdout } = await tool('whoami.exe', '/groups', '/fo', 'csv', '/nh');
  return code === 0 ? /S-1-16-(12288|16384)\b/.test(consoleText(stdout)) : undefined;
}

/**
 * `gl` tells how a channel is set up, `qe` whether it may be read and its ends, `gli` its size. The record number that `gli`
 * begins with need not be a record id, so that the records themselves are asked for theirs.
 */
async function readChannel(tool: Tool, channel: string): Promise<ChannelState> {
  const configured = await tool('wevtutil.exe', 'gl', channel);
  const settings = configured.code === 0 ? readLogSettings(consoleText(configured.stdout)) : {};
  const nothing = { channel, settings, info: {}, oldest: undefined, newest: undefined };
  if (configured.code !== 0 && configured.code !== DENIED) return { ...nothing, ...refused(configured.code) };
  const last = await tool('wevtutil.exe', 'qe', channel, '/c:1', '/rd:true', '/f:xml');
  if (last.code !== 0) return { ...nothing, ...refused(last.code) };
  const newest = readRecord(last.stdout);
  const [first, status] = [
    newest && (await tool('wevtutil.exe', 'qe', channel, '/c:1', '/rd:false', '/f:xml')),
    await tool('wevtutil.exe', 'gli', channel),
  ];
  return {
    ...nothing,
    access: newest ? 'readable' : 'empty',
    code: 0,
    info: status.code === 0 ? readLogInfo(consoleText(status.stdout)) : {},
    oldest: first?.code === 0 ? readRecord(first.stdout) : undefined,
    newest,
  };
}

const refused = (code: number): Pick<ChannelState, 'access' | 'code'> => ({
  access: code === DENIED ? 'denied' : code === NO_SUCH_CHANNEL ? 'missing' : 'failed',
  code,
});

/** The first record of what `qe` printed; undefined: there is none. */
function readRecord(xml: Uint8Array): RecordAt | undefined {
  let found: RecordAt | undefined;
  const reader = createXmlReader({
    want: () => false,
    observe: (_computer, _channel, recordId, time) => (found ??= { recordId, time }),
  });
  for (const _ of [...reader.feed(xml), ...reader.end()]);
  return found;
}
