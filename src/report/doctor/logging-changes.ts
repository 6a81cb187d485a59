import type { AskedLog, LoggingChange } from '../../model/doctor.ts';
import type { ReportCoverage } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';

/** What a log may grow to where it was written over too early, in bytes: 200 MB. */
const ROOMY = 209_715_200;

/** What would be recorded the next time if it were switched on; no name that a shell might act on is in a command. */
export function changesFor(
  rows: readonly ReportCoverage[],
  logs: readonly AskedLog[],
  offByDefault: ReadonlySet<string>,
): readonly LoggingChange[] {
  const needed = logs.filter(({ need }) => need === 'answer');
  return [
    ...rows.flatMap(({ channel, notAudited }) =>
      notAudited === undefined ? [] : [auditRefusals(channel, notAudited)],
    ),
    ...needed.filter(({ channel }) => offByDefault.has(channel)).map(({ channel }) => switchOn(channel)),
    ...needed.filter(isWrittenOver).map(({ channel }) => enlarge(channel)),
  ];
}

const auditRefusals = (channel: string, command: string): LoggingChange => ({
  text: `${shortChannel(channel)}: refused logons are not audited, so that it cannot say why credentials were refused`,
  command,
  undo: command.replace(/:enable$/, ':disable'),
});

const switchOn = (channel: string): LoggingChange => ({
  text: `${shortChannel(channel)}: Windows writes it only where it was switched on`,
  command: `wevtutil sl "${channel}" /e:true`,
  undo: `wevtutil sl "${channel}" /e:false`,
});

/** Its beginning is gone, and not because somebody cleared it. */
const isWrittenOver = ({ lack, command }: AskedLog): boolean => lack === 'partial' && command === '';

const enlarge = (channel: string): LoggingChange => ({
  text: `${shortChannel(channel)}: it is written over too soon; this gives it 200 MB`,
  command: `wevtutil sl "${channel}" /ms:${ROOMY}`,
  undo: `wevtutil gl "${channel}"`,
});
