import type { Report, ReportCoverage, ReportInput, ReportProblem } from '../model/report.ts';

/** The protocol stack's, the connection manager's, the session manager's and the client's own logs. */
const showsAttempts = /-(RdpCoreTS|RemoteConnectionManager|LocalSessionManager|RDPClient)\/Operational$/;

/** Whether a channel's log shows connection attempts by itself. */
export const isOfAttempts = (channel: string): boolean => showsAttempts.test(channel);

/** What can be amiss with a log that was given, so that a failed attempt in it need not show. */
interface LogsGiven {
  readonly inputs: readonly ReportInput[];
  readonly problems: readonly ReportProblem[];
  readonly coverage: readonly ReportCoverage[];
}

const lossText: Readonly<Record<string, string>> = {
  'lost-activity': 'ActivityIDs',
  'lost-fields': 'values of fields',
};

/**
 * Says why failed attempts may be missing from what was read, from logs that were given: of those that show attempts, for a
 * loss in any other can cost a cause and hides no attempt.
 */
export function hiddenFailures({ inputs, problems, coverage }: LogsGiven): readonly string[] {
  const telling = inputs.filter(({ channels }) => channels.some(isOfAttempts));
  const paths = new Set(telling.map(({ path }) => path));
  const codes = new Set(problems.filter(({ input }) => paths.has(input)).map(({ code }) => code));
  const lost = Object.entries(lossText).flatMap(([code, text]) => (codes.has(code) ? [text] : []));
  const isGapped = coverage.some(({ channel, ranges }) => isOfAttempts(channel) && ranges.length > 1);
  const isUnread = coverage.some(({ channel, unread }) => unread !== undefined && isOfAttempts(channel));
  return [
    ...(isUnread ? ['a log that shows them could not be read'] : []),
    ...(lost.length > 0 ? [`the form of these logs leaves out ${lost.join(' and ')}`] : []),
    ...(telling.some(isDamaged)
      ? ['some of these logs are damaged']
      : isGapped
        ? ['records are missing between those that are there']
        : []),
  ];
}

const isDamaged = ({ state, records }: ReportInput): boolean => state === 'damaged' || records.skipped > 0;

/** Whether nothing but the state of the logs that were given keeps a report from saying that nothing failed. */
export const isHidden = (report: Report): boolean =>
  report.summary.outcome === 'insufficient-evidence' && hiddenFailures(report).length > 0;
