import type { Report } from '../model/report.ts';
import { boundsLines } from './attempt-runs.ts';
import { causeOverview, overviewHeading } from './cause-overview.ts';
import { gatewayPassages } from './gateway-passages.ts';
import { circumstances, outcomeWords } from './circumstances.ts';
import { clockLines } from './clock-lines.ts';
import { answerBlocks, furtherBlocks, recordBlocks } from './markdown/causes.ts';
import { fenced, markdownText } from './markdown/text.ts';
import { zonesOf } from './in-zone.ts';
import { notices } from './notices.ts';
import { backgroundLines, toldCauses } from './told-causes.ts';
import { unexplained } from './unexplained.ts';
import { unseenThings } from './unseen-things.ts';
import { count } from './words.ts';

/** So many of each sort are told in a ticket. */
const SHOWN_CAUSES = 5;
const SHOWN_GROUPS = 3;
const SHOWN_THINGS = 5;

/**
 * Renders a report for a ticket: the answer with what to do and to say, what else there is, what could not be seen. No
 * tables and no line breaks within a paragraph, so that it reads as well in a mail.
 */
export function renderMarkdown(report: Report): string {
  return `${[...markdownBlocks(report)].join('\n\n')}\n`;
}

function* markdownBlocks(report: Report): Generator<string, void, undefined> {
  const { summary, symptom, tool } = report;
  const { told, background, isAskedOpen } = toldCauses(report);
  yield `## Remote Desktop: ${markdownText(summary.headline)}`;
  if (symptom) yield markdownText(symptom.text);
  yield markdownText(`${capital(outcomeWords(report))} · ${circumstances(report).join(' · ')}`);
  for (const notice of notices(report)) yield markdownText(notice);
  if (isAskedOpen) yield* openBlocks(report);
  yield* overviewBlocks(report);
  yield* told
    .slice(0, SHOWN_CAUSES)
    .flatMap((cause, i) => (i === 0 ? answerBlocks(report, cause, 1) : furtherBlocks(report, cause, i + 1)));
  if (told.length > SHOWN_CAUSES) yield `And ${count(told.length - SHOWN_CAUSES, 'more cause')}.`;
  if (!isAskedOpen) yield* openBlocks(report);
  yield* recordBlocks('Through the gateway', gatewayPassages(report)?.records ?? []);
  yield* section('In the background', [...backgroundLines(background), ...boundsLines(report.bounds)]);
  yield* unseenBlocks(report);
  yield* section('Clocks', clockLines(report));
  yield `rdpwhy ${markdownText(tool.version)}, ${count(tool.patterns.count, 'known cause')}; times are ${zonesOf(report)}.`;
}

/** A line for each cause, numbered as below; a ticket's tables do not survive a mail. */
function* overviewBlocks(report: Report): Generator<string, void, undefined> {
  const rows = causeOverview(report);
  if (rows.length === 0) return;
  yield `### ${overviewHeading}`;
  yield rows
    .map(({ place, title, failures, hosts }) => {
      const often = failures === '' ? '' : `, ${failures} times`;
      return `${place}. ${markdownText(`${title}: ${hosts}${often}`)}`;
    })
    .join('\n');
}

function* openBlocks(report: Report): Generator<string, void, undefined> {
  const { attempts, groups, deciders } = unexplained(report);
  if (attempts === 0) return;
  yield `### Not explained: ${count(attempts, 'failed attempt')}`;
  for (const { text, records } of groups.slice(-SHOWN_GROUPS)) {
    yield markdownText(text);
    yield* recordBlocks('The last records of the latest', records);
  }
  const more = groups.length - SHOWN_GROUPS;
  if (more > 0) yield `And ${count(more, 'more sort')} of failures.`;
  if (deciders !== undefined) yield markdownText(deciders);
}

/** What is missing as a list, and the commands that would show it, each under the log and the machine that it is for. */
function* unseenBlocks(report: Report): Generator<string, void, undefined> {
  const things = unseenThings(report);
  const remedies = things.flatMap(({ remedy }) => remedy ?? []);
  yield* section(
    'What could not be seen',
    things.map(({ text }) => text),
    things.length,
  );
  if (remedies.length === 0) return;
  yield 'To fill these gaps, run each on its machine, as administrator, and send the files, those of one machine in one folder.';
  for (const { what, command } of remedies) {
    yield `${markdownText(what)}:`;
    yield fenced([command], 'cmd');
  }
}

function* section(
  heading: string,
  lines: readonly string[],
  most: number = SHOWN_THINGS,
): Generator<string, void, undefined> {
  if (lines.length === 0) return;
  yield `### ${heading}`;
  const more = lines.length - most;
  yield [
    ...lines.slice(0, most).map((line) => `- ${markdownText(line)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
