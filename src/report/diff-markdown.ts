import { sideWords, type DiffStep, type ReportDiff } from '../model/report-diff.ts';
import { partingRecords } from './diff-steps.ts';
import {
  causeLines,
  changeLine,
  notComparedLines,
  selectionLines,
  sideText,
  traitLines,
  waitLines,
} from './diff-words.ts';
import { markdownText } from './markdown/text.ts';

/** So many of each sort are told in a ticket. */
const SHOWN = 6;

/** Renders a comparison for a ticket: the sides, where they part, what is on one of them only. */
export function renderDiffMarkdown(diff: ReportDiff): string {
  const { good, bad, changes } = diff;
  const parting = diff.ladder.find(({ stage }) => stage === diff.parting?.stage);
  const steps = parting?.steps.filter(({ change }) => change !== 'same') ?? [];
  const blocks = [
    `## Remote Desktop, what works against what fails`,
    markdownText(diff.headline),
    [
      `- **${capital(sideWords.good)}:** ${markdownText(sideText(good))}`,
      `- **${capital(sideWords.bad)}:** ${markdownText(sideText(bad))}`,
    ].join('\n'),
    ...selectionLines(diff).map((line) => markdownText(line)),
    ...section(`Where they part: ${parting?.stage}`, steps.map(stepText)),
    ...section('Records where they part', partingRecords(diff)),
    ...section('Causes', causeLines(diff)),
    ...section('Waits that differ (part of one may be the person)', waitLines(diff)),
    ...section('What else differs', traitLines(diff)),
    ...section('What changed on the failing side before it failed', changes.map(changeLine)),
    ...section('What could not be compared', notComparedLines(diff)),
    'All times are UTC.',
  ];
  return `${blocks.join('\n\n')}\n`;
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

function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  const items = lines.slice(0, SHOWN).map((line) => `- ${markdownText(line)}`);
  return [`### ${heading}`, [...items, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
