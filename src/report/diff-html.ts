import { sideWords, type DiffStage, type ReportDiff, type SideName } from '../model/report-diff.ts';
import type { EventRef } from '../model/report.ts';
import { cellLines, ladderLegend, ladderRows, partingRecords } from './diff-words/ladder.ts';
import { diffNews } from './diff-words/news.ts';
import { outsideGroups, outsideHeading, type OutsideGroup } from './diff-words/outside.ts';
import { sideFacts, sideSource } from './diff-words/side.ts';
import { recordTable } from './html/appendix.ts';
import { createCitations, type Citations } from './html/citations.ts';
import { html, prose, sentence, type Markup } from './html/markup.ts';
import { shapes } from './html/marks.ts';
import { zonesOfDiff } from './in-zone.ts';
import { pagePieces } from './html/page.ts';
import { recordList, section } from './html/parts.ts';

const sides = ['good', 'bad'] as const;

/** Renders a comparison as one page of HTML that needs nothing else: where the sides part, and what is new on one. */
export function renderDiffHtml(diff: ReportDiff): Iterable<string> {
  const parting = partingRecords(diff);
  const outside = outsideGroups(diff);
  const citations = createCitations([
    ...outside.flatMap(({ records }) => records),
    ...parting.map(({ record }) => record),
    ...diff.changes,
  ]);
  const parts = [
    ['outside', outsideHeading, outside.length > 0 && outsideList(outside, citations)],
    ['ladder', 'Stage by stage', ladder(diff)],
    ['parting', 'Records where they part', parting.length > 0 && records(diff, citations)],
    ['news', 'What differs besides', news(diff)],
    [
      'changes',
      'What changed on the failing side before it failed',
      diff.changes.length > 0 && changes(diff.changes, citations),
    ],
    ['not-comparable', 'What could not be compared', notComparable(diff)],
    ['records', 'Records cited', citations.records.length > 0 && recordTable(citations)],
  ] as const;
  const shown = parts.flatMap(([id, title, body]) => (body ? [{ id, title, body }] : []));
  return pagePieces({
    title: `${prose(diff.headline)} - rdpwhy`,
    about: 'Comparison of Remote Desktop attempts',
    parts: shown.map(({ id, title }) => [id, title]),
    body: [shapes, top(diff), ...shown.flatMap(({ id, title, body }) => [...section(id, title, [body])])],
    foot: html`<p>
      Written by rdpwhy. All times are ${zonesOfDiff(diff)}. The JSON form of this comparison has everything.
      A step is called missing only where its log was seen.
    </p>`,
  });
}

const top = (diff: ReportDiff): Markup =>
  html`<section class="answer" aria-labelledby="headline">
    <h1 id="headline" class="long">${prose(diff.headline)}</h1>
    ${diff.notComparable.filter(({ about }) => about === 'selection').map(({ text }) => html`<p>${sentence(text)}</p>`)}
    <div class="cards sides">
      ${sides.map(
        (name) =>
          html`<section class="card">
            <h2>${sideTag(name)}</h2>
            <p>${sideSource(diff[name])}</p>
            <ul class="who-when">
              ${sideFacts(diff, name).map((fact) => html`<li>${fact}</li>`)}
            </ul>
          </section>`,
      )}
    </div>
  </section> `;

/** The mark of what came of a side's attempts, with its word. */
const sideTag = (name: SideName): Markup => {
  const result = name === 'good' ? 'worked' : 'failed';
  return html`<span class="result ${result}"
    ><svg class="mark" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" focusable="false">
      <use href="#mark-${result}" /></svg
    >${` ${sideWords[name]}`}</span
  >`;
};

const outsideList = (groups: readonly OutsideGroup[], citations: Citations): Markup =>
  html`${groups.map(
    ({ side, lines, records }) =>
      html`<h3>${sideTag(side)}</h3>
        <ul class="plain">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
        ${recordList(records, citations)}`,
  )}`;

function ladder(diff: ReportDiff): Markup | undefined {
  const rows = ladderRows(diff);
  if (rows.length === 0) return undefined;
  const totals = { good: diff.good.attempts.total, bad: diff.bad.attempts.total };
  return html`<p class="quiet">${ladderLegend(rows, totals)}</p>
    <div class="scroll" role="group" aria-label="Stages side by side" tabindex="0">
      <table class="sided">
        <thead>
          <tr>
            <th scope="col">stage</th>
            ${sides.map((name) => html`<th scope="col">${sideTag(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => stageRow(row, row.stage === diff.parting?.stage, totals))}
        </tbody>
      </table>
    </div>`;
}

const stageRow = (row: DiffStage, isParting: boolean, totals: Readonly<Record<SideName, number>>): Markup =>
  html`<tr ${isParting && html`class="proof-row"`}>
    <th scope="row">${row.stage}${isParting && html`<br /><strong class="flag">they part here</strong>`}</th>
    ${sides.map(
      (name) =>
        html`<td>
          <ul class="plain">
            ${cellLines(row, name, totals[name]).map((line) => html`<li>${line}</li>`)}
          </ul>
        </td>`,
    )}
  </tr> `;

const records = (diff: ReportDiff, citations: Citations): Markup =>
  html`${sides.map((name) => {
    const own = partingRecords(diff).filter(({ side }) => side === name);
    return (
      own.length > 0 &&
      html`<h3>${sideTag(name)}</h3>
        ${recordList(
          own.map(({ record }) => record),
          citations,
        )}`
    );
  })}`;

function news(diff: ReportDiff): Markup | undefined {
  const all = diffNews(diff);
  if (all.length === 0) return undefined;
  return html`${all.map(
    ({ title, lines }) =>
      html`<h3>${title}</h3>
        <ul class="plain">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`,
  )}`;
}

const changes = (events: readonly EventRef[], citations: Citations): Markup =>
  html`<p class="quiet">The most telling first: context, and no cause by itself.</p>
    ${recordList(events, citations)}`;

function notComparable({ notComparable: all }: ReportDiff): Markup | undefined {
  const told = all.filter(({ about }) => about !== 'selection');
  if (told.length === 0) return undefined;
  return html`<ul class="unseen">
    ${told.map(({ text }) => html`<li>${sentence(text)}</li>`)}
  </ul>`;
}
