import type {
  CheckedAudit,
  CheckedChannel,
  MachineCheck,
  MachineFinding,
} from '../../model/machine-check.ts';
import type { ReportTool } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { count, durationText } from '../words.ts';

/** What a machine said of itself, and what is known of its logs. */
export interface MachineFacts {
  readonly tool: Pick<ReportTool, 'name' | 'version'>;
  readonly elevated: boolean | null;
  readonly channels: readonly CheckedChannel[];
  readonly audit: readonly CheckedAudit[];
  /** Why a subcategory matters, by its GUID. */
  readonly whyAudited: ReadonlyMap<string, string>;
  readonly offByDefault: ReadonlySet<string>;
}

/** Says what keeps a machine from telling why a connection failed, and what would change that. */
export function buildMachineCheck(facts: MachineFacts): MachineCheck {
  const { tool, elevated, channels } = facts;
  const audit = facts.audit.filter(({ on }) => on !== 'directory' || isDirectory(channels));
  const findings = [
    ...silent(channels),
    ...denied(facts),
    ...channels.flatMap((channel) => ofChannel(channel, facts.offByDefault)),
    ...audit.flatMap((policy) => ofAudit(policy, facts.whyAudited.get(policy.guid) ?? '')),
    ...(facts.audit.length === 0 ? [{ text: auditUnknown(elevated) }] : []),
  ];
  return { schemaVersion: 1, tool, elevated, channels, audit, advice: advice(findings), findings };
}

/** A log that only a domain controller has is there. */
const isDirectory = (channels: readonly CheckedChannel[]): boolean =>
  channels.some(({ on, access }) => on === 'directory' && access !== 'missing' && access !== 'failed');

const advice = (findings: readonly MachineFinding[]): string =>
  findings.length === 0
    ? 'This machine logs what is needed to tell why a connection to it failed'
    : `${count(findings.length, 'thing')} can keep this machine from telling why a connection failed`;

/** One word for all channels that nothing was heard of: the reason is most often one. */
function silent(channels: readonly CheckedChannel[]): readonly MachineFinding[] {
  const failed = channels.filter(({ access }) => access === 'failed');
  if (failed.length === 0) return [];
  const codes = [...new Set(failed.map(({ code = -1 }) => code))].sort((a, b) => a - b);
  const said = codes.map((code) => (code === -1 ? 'did not answer' : `gave error ${code}`)).join(' or ');
  return [
    {
      text: `wevtutil ${said} for ${names(failed)}; 'sc query eventlog' says whether the event log service runs`,
    },
  ];
}

function denied({ channels, elevated }: MachineFacts): readonly MachineFinding[] {
  const closed = channels.filter(({ access }) => access === 'denied');
  if (closed.length === 0) return [];
  const how =
    elevated === true
      ? 'the channel’s own permissions refuse even an administrator'
      : 'run this as administrator, or as a member of Event Log Readers';
  return [{ text: `${names(closed)} may not be read: ${how}` }];
}

const names = (channels: readonly CheckedChannel[]): string =>
  channels.map(({ channel }) => shortChannel(channel)).join(', ');

function ofChannel(channel: CheckedChannel, offByDefault: ReadonlySet<string>): readonly MachineFinding[] {
  const name = shortChannel(channel.channel);
  if (channel.access === 'missing')
    // What belongs to a role is missing where the machine has another one.
    return isCore(channel.channel) && (channel.on === 'host' || channel.on === 'client')
      ? [{ text: `${name} does not exist on this Windows` }]
      : [];
  if (channel.enabled === false) return offByDefault.has(channel.channel) ? [] : [switchedOff(channel, name)];
  return [...neverOverwrites(channel, name), ...overwrittenSoon(channel, name)];
}

const switchedOff = ({ channel }: CheckedChannel, name: string): MachineFinding => ({
  text: `${name} is switched off: nothing is written to it`,
  change: { command: `wevtutil sl "${channel}" /e:true`, undo: `wevtutil sl "${channel}" /e:false` },
});

/** A file can have its whole size from the beginning: that it has it does not prove that it is full. */
function neverOverwrites(channel: CheckedChannel, name: string): readonly MachineFinding[] {
  const { mode, fileBytes, maxBytes } = channel;
  if (mode !== 'retain') return [];
  const isLarge = fileBytes !== null && maxBytes !== null && fileBytes >= maxBytes;
  const state = isLarge
    ? 'its file has its full size, so that new events may be lost already'
    : 'it is not full yet';
  return [
    {
      text: `${name} writes no more once it is full, instead of writing over its oldest records; ${state}`,
      change: {
        command: `wevtutil sl "${channel.channel}" /rt:false`,
        undo: `wevtutil sl "${channel.channel}" /rt:true`,
      },
    },
  ];
}

/** A log that holds less than this was often written over before anybody looked. */
const SHORT_MS = 3 * 24 * 3_600_000;
/** 200 MB. */
const ROOMY = 209_715_200;

function overwrittenSoon(channel: CheckedChannel, name: string): readonly MachineFinding[] {
  const { overwritten, oldest, newest, maxBytes } = channel;
  if (overwritten !== true || !oldest || !newest || maxBytes === null || maxBytes >= ROOMY) return [];
  const held = Date.parse(newest.time) - Date.parse(oldest.time);
  if (held >= SHORT_MS || held < 0) return [];
  return [
    {
      text: `${name} holds no more than ${durationText(held)}: older records are written over; this gives it 200 MB`,
      change: {
        command: `wevtutil sl "${channel.channel}" /ms:${ROOMY}`,
        undo: `wevtutil sl "${channel.channel}" /ms:${maxBytes}`,
      },
    },
  ];
}

function ofAudit(policy: CheckedAudit, why: string): readonly MachineFinding[] {
  const { name, guid, wanted, audited, setting } = policy;
  if (audited === null)
    return [
      {
        text: `Audit of ${name}: Windows says “${setting}”, which is not known here; it should record ${kinds(wanted)}`,
      },
    ];
  const off = {
    success: wanted.success && !audited.success,
    failure: wanted.failure && !audited.failure,
  };
  if (!off.success && !off.failure) return [];
  return [
    {
      text: `Audit of ${name} does not record ${kinds(off)}; it would tell ${why}`,
      change: { command: setAudit(guid, off, 'enable'), undo: setAudit(guid, off, 'disable') },
    },
  ];
}

type Kinds = CheckedAudit['wanted'];

const kinds = ({ success, failure }: Kinds): string =>
  [...(success ? ['successes'] : []), ...(failure ? ['failures'] : [])].join(' and ');

const setAudit = (guid: string, { success, failure }: Kinds, to: 'enable' | 'disable'): string =>
  `auditpol /set /subcategory:"${guid}"${success ? ` /success:${to}` : ''}${failure ? ` /failure:${to}` : ''}`;

const auditUnknown = (elevated: boolean | null): string =>
  elevated === true
    ? 'The audit policy could not be read: auditpol refused'
    : 'The audit policy was not read: that takes an administrator';
