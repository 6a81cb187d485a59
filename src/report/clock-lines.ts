import type { Report, ReportClockStep, ReportHost } from '../model/report.ts';
import { signedDuration } from '../model/signed-duration.ts';
import { byInstant, count, timeText } from './words.ts';

/** So many steps of one clock are told. */
const SHOWN_STEPS = 3;

/** What a reader has to know of the machines to read their times: whose clock was set, and whose runs ahead. */
export const clockLines = (report: Report): readonly string[] =>
  report.hosts.flatMap((host) => [...skewLine(host), ...stepLines(host, report)]);

const skewLine = ({ name, clockSkew }: ReportHost): string[] =>
  clockSkew ? [`${name}: ${clockSkew.text}`] : [];

/** Only what happened while somebody connected makes anything harder to read. */
function stepLines({ name, clockSteps = [] }: ReportHost, { attempts }: Report): string[] {
  const own = attempts.filter(({ host }) => host === name);
  const touched = clockSteps.filter(({ from, to, byMs }) =>
    own.some(
      ({ startedAt, endedAt, clockSetMs }) =>
        clockSetMs !== undefined ||
        (byMs < 0 && byInstant(startedAt, from) <= 0 && byInstant(endedAt, to) >= 0),
    ),
  );
  const more = touched.length - SHOWN_STEPS;
  return [
    ...touched.slice(0, SHOWN_STEPS).map((step) => `${name}: ${stepText(step)}`),
    ...(more > 0 ? [`${name}: ${count(more, 'more setting')} of its clock`] : []),
  ];
}

const stepText = ({ from, byMs, recorded }: ReportClockStep): string =>
  recorded
    ? `its clock was set by ${signedDuration(byMs * 1000)} at ${timeText(from)}; records stand in the order of their ids`
    : `its clock ran back by ${signedDuration(-byMs * 1000).slice(1)} or more after ${timeText(from)}, and no record says why`;
