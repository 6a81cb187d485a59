import type { ReportDiff } from '../../model/report-diff.ts';
import { recordName } from '../cause-words.ts';
import { diffNews } from '../diff-words/news.ts';
import { shortHost, shortTime } from '../words.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const DEEPER = '     ';
const SHOWN_CHANGES = 6;

/** Causes, waits, traits and changes that one side has and the other has not. */
export function renderDiffNews(diff: ReportDiff, layout: Layout): string[] {
  const { width, paint } = layout;
  return [
    ...diffNews(diff).flatMap(({ title, lines }) => [
      paint.bold(title),
      ...lines.map((line) => wrap(line, width, DEEPER, INDENT)),
      '',
    ]),
    ...renderChanges(diff, layout),
  ];
}

function renderChanges({ changes }: ReportDiff, { width, paint }: Layout): string[] {
  if (changes.length === 0) return [];
  const more = changes.length - SHOWN_CHANGES;
  return [
    paint.bold('What changed on the failing side before it failed'),
    ...changes
      .slice(0, SHOWN_CHANGES)
      .map((event) =>
        wrap(
          `${shortTime(event.time)}  ${shortHost(event.host)}  ${recordName(event)}: ${event.summary}`,
          width,
          `${INDENT}    `,
          INDENT,
        ),
      ),
    ...(more > 0 ? [`${INDENT}and ${more} more in the JSON`] : []),
    '',
  ];
}
