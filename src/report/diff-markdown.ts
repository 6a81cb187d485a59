import {
  sideWords,
  type DiffStep,
  type NotComparable,
  type ReportDiff,
  type SideName,
} from '../model/report-diff.ts';
import type { EventRef } from '../model/report.ts';
import { recordLine, recordName } from './cause-words.ts';
import { partingRecords } from './diff-words/ladder.ts';
import { diffNews } from './diff-words/news.ts';
import { outsideGroups, outsideHeading } from './diff-words/outside.ts';
import { sideFacts, sideSource } from './diff-words/side.ts';
import { zonesOfDiff } from './in-zone.ts';
import { markdownText } from './markdown/text.ts';
import { shortHost, shortTime } from './words.ts';

/** So many of each sort are told in a ticket. */
const SHOWN = 6;

/** Renders a comparison for a ticket: the sides, where they part, what is on one of them only. */
export function renderDiffMarkdown(diff: ReportDiff): string {
  const { changes, notComparable } = diff;
  const told = (isMeant: (about: NotComparable['about']) => boolean): string[] =>
    notComparable.filter(({ about }) => isMeant(about)).map(({ text }) => text);
  const parting = diff.ladder.find(({ stage }) => stage === diff.parting?.stage);
  const steps = parting?.steps.filter(({ change }) => change !== 'same') ?? [];
  const outside = outsideGroups(diff);
  const blocks = [
    `## Remote Desktop, what works against what fails`,
    markdownText(diff.headline),
    [sideLine('good', diff), sideLine('bad', diff)].join('\n'),
    ...told((about) => about === 'selection').map((line) => markdownText(line)),
    ...section(
      outsideHeading,
      outside.flatMap(({ side, lines }) =>
        lines.map((line, i) => (i === 0 ? `${sideWords[side]}: ${line}` : line)),
      ),
    ),
    ...section(
      'Records of these failures',
      outside.flatMap(({ records }) => records.map(recordLine)),
    ),
    ...section(`Where they part: ${parting?.stage}`, steps.map(stepText)),
    ...section(
      'Records where they part',
      partingRecords(diff).map(({ side, record }) => `${sideWords[side]}: ${recordLine(record)}`),
    ),
    ...diffNews(diff).flatMap(({ title, lines }) => section(title, lines)),
    ...section('What changed on the failing side before it failed', changes.map(changeText)),
    ...section(
      'What could not be compared',
      told((about) => about !== 'selection'),
    ),
    `All times are ${zonesOfDiff(diff)}.`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sideLine(name: SideName, diff: ReportDiff): string {
  const parts = [`${sideWords[name]}: ${sideSource(diff[name])}`, ...sideFacts(diff, name)];
  return `- ${markdownText(parts.join(' · '))}`;
}

const changeWords: Readonly<Record<DiffStep['change'], string>> = {
  same: 'alike',
  new: 'only failing',
  missing: 'only working',
  more: 'more usual where it fails',
  less: 'more usual where it works',
  'not-comparable': 'not comparable',
};

const stepText = ({ change, text, good, bad }: DiffStep): string =>
  `${changeWords[change]}: ${text} (working ${good.seen} of ${good.of}, failing ${bad.seen} of ${bad.of})`;

const changeText = (event: EventRef): string =>
  `${shortTime(event.time)}  ${shortHost(event.host)}  ${recordName(event)}: ${event.summary}`;

function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  const items = lines.slice(0, SHOWN).map((line) => `- ${markdownText(line)}`);
  return [`### ${heading}`, [...items, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')];
}
