import type { Report } from '../model/report.ts';
import { answer } from './html/answer.ts';
import { inputTable, recordTable } from './html/appendix.ts';
import { attemptStories } from './html/attempt-stories.ts';
import { attemptTable } from './html/attempt-table.ts';
import { causes } from './html/causes.ts';
import { citedRecords } from '../model/cited-records.ts';
import { createCitations, type Citations } from './html/citations.ts';
import { coverage } from './html/coverage.ts';
import { unseen } from './html/unseen.ts';
import { html, prose, type Markup } from './html/markup.ts';
import { shapes } from './html/marks.ts';
import { pagePieces } from './html/page.ts';
import { recordList, section } from './html/parts.ts';
import { showAttempts, type ShownAttempts } from './html/shown-attempts.ts';
import { timeline } from './html/timeline.ts';
import { zonesOf } from './in-zone.ts';
import { gatewayPassages } from './gateway-passages.ts';
import { toldCauses } from './told-causes.ts';
import { few } from './words.ts';

/** Renders a report as one page of HTML that needs nothing else, piece by piece: readable without scripts, and on paper. */
export function renderHtml(report: Report): Iterable<string> {
  const shown = showAttempts(report);
  const told = shown.told.flatMap(({ diagnosis }) =>
    diagnosis ? [...diagnosis.evidence, ...diagnosis.contradicting] : [],
  );
  const citations = createCitations([...citedRecords(report), ...told]);
  return pagePieces({
    title: `${prose(report.summary.headline)} - rdpwhy`,
    about: `Remote Desktop report on ${few(
      report.hosts.map(({ name }) => name),
      'host',
    ).replace(/^host /, '')}`,
    parts: [
      ['causes', 'Causes'],
      ['timeline', 'Timeline'],
      ['ladders', 'Attempts'],
      ['coverage', 'Coverage'],
      ['unseen', 'Not seen'],
      ['records', 'Records'],
    ],
    body: body(report, shown, citations),
    foot: foot(report),
  });
}

function* body(
  report: Report,
  shown: ShownAttempts,
  citations: Citations,
): Generator<Markup, void, undefined> {
  yield shapes;
  yield answer(report);
  const isOne = toldCauses(report).told.length < 2;
  yield* section('causes', isOne ? 'Cause' : 'Causes, the likeliest answer first', causes(report, citations));
  const passages = gatewayPassages(report);
  if (passages) yield* section('passages', 'Through the gateway', [recordList(passages.records, citations)]);
  yield* section('timeline', 'Timeline', [timeline(report, shown), attemptTable(report, shown)]);
  if (shown.told.length > 0)
    yield* section('ladders', 'Attempt by attempt', attemptStories(report, shown, citations));
  yield* section('coverage', 'Which log covers which time', [coverage(report)]);
  yield* section('unseen', 'What could not be seen', [unseen(report)]);
  yield* section('records', 'Records cited', [recordTable(citations), inputTable(report.inputs)]);
}

const foot = (report: Report, { tool } = report): Markup =>
  html`<p>
    Written by rdpwhy ${tool.version} with ${tool.patterns.count} patterns
    (${tool.patterns.packs.map(({ name, version }) => `${name} ${version}`).join(', ')}). Times are
    ${zonesOf(report)}.
    <strong>certain</strong>, <strong>likely</strong> and <strong>possible</strong> are a ladder that only
    goes down; “no failure” means none in the logs that were there. The JSON form of this report has
    everything.
  </p>`;
