import type {
  CheckedAudit,
  CheckedChannel,
  MachineCheck,
  MachineFinding,
} from '../../model/machine-check.ts';
import { shortChannel } from '../build-summary.ts';
import { grouped } from '../grouped.ts';
import { plainText } from '../plain-text.ts';
import { bareSpan } from '../words.ts';
import { createLayout, wrap, type Layout } from './layout.ts';

const [INDENT, DEEPER] = ['   ', '     '];

/** Renders for a terminal what a machine logs: what is the matter first, then every channel and audit. */
export function renderMachineCheck(
  check: MachineCheck,
  options: { readonly width?: number; readonly color?: boolean } = {},
): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  const { width, paint } = layout;
  const there = check.channels.filter(({ access }) => access !== 'missing');
  const absent = check.channels.filter(({ access }) => access === 'missing');
  return [
    paint.bold(wrap(`${check.advice}.`, width)),
    wrap(`${rights(check.elevated)} Nothing was changed.`, width),
    '',
    ...findingLines(check.findings, layout),
    paint.bold('Logs of this machine, times in UTC'),
    ...there.map((channel) => wrap(channelText(channel), width, DEEPER, INDENT)),
    ...(absent.length === 0
      ? []
      : [
          wrap(
            `Not on this machine: ${absent.map(({ channel }) => shortChannel(channel)).join(', ')}`,
            width,
            DEEPER,
            INDENT,
          ),
        ]),
    '',
    ...(check.audit.length === 0 ? [] : [paint.bold('Audit policy')]),
    ...check.audit.map((policy) => wrap(auditText(policy), width, DEEPER, INDENT)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function rights(elevated: boolean | null): string {
  if (elevated === null) return 'Whether this runs as administrator could not be found out.';
  return elevated ? 'Run as administrator.' : 'Not run as administrator.';
}

function findingLines(findings: readonly MachineFinding[], { width, paint }: Layout): string[] {
  if (findings.length === 0) return [];
  return [
    paint.bold('What to see to; the commands change this machine'),
    ...findings.flatMap(({ text, change }) => [
      wrap(text, width, DEEPER, INDENT),
      ...(change
        ? [commandLine(change.command), wrap('Back again:', width, DEEPER), commandLine(change.undo)]
        : []),
    ]),
    '',
  ];
}

/** Commands survive being copied: they are not wrapped. */
const commandLine = (command: string): string => `${DEEPER}> ${plainText(command)}`;

function channelText(channel: CheckedChannel): string {
  const { access, enabled, mode, oldest, newest, overwritten } = channel;
  const parts = [
    ...(enabled === null ? [] : [enabled ? 'on' : 'off']),
    ...accessWords(access, channel.code),
    ...(mode === null || mode === 'circular' ? [] : [modeWords[mode]]),
    ...sizeText(channel),
    ...(oldest && newest ? [bareSpan(oldest.time, newest.time)] : []),
    ...(oldest && newest ? [`#${oldest.recordId}–${newest.recordId}`] : []),
    ...(overwritten === true ? ['older ones are written over'] : []),
  ];
  return `${shortChannel(channel.channel)}: ${parts.join(' · ')}`;
}

function accessWords(access: CheckedChannel['access'], code: number | undefined): readonly string[] {
  switch (access) {
    case 'readable':
    case 'missing':
      return [];
    case 'empty':
      return ['holds no record'];
    case 'denied':
      return ['may not be read'];
    case 'failed':
      return [code === undefined || code === -1 ? 'no answer' : `error ${code}`];
  }
}

/** That a full log writes over its oldest records is how it comes. */
const modeWords: Readonly<Record<'retain' | 'archive', string>> = {
  retain: 'stops when full',
  archive: 'is archived when full',
};

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

function sizeText({ fileBytes, maxBytes, records }: CheckedChannel): readonly string[] {
  const size =
    maxBytes === null
      ? []
      : [`${fileBytes === null ? '' : `${megabytes(fileBytes)} of `}${megabytes(maxBytes)} MB`];
  return [...size, ...(records === null ? [] : [`${grouped(records)} records`])];
}

function auditText({ name, audited, setting }: CheckedAudit): string {
  const recorded =
    audited === null
      ? `“${setting}”`
      : [...(audited.success ? ['successes'] : []), ...(audited.failure ? ['failures'] : [])].join(' and ');
  return `${name}: ${recorded === '' ? 'nothing' : recorded}`;
}
