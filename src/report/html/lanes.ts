import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { html, type Markup } from './markup.ts';
import type { TimeScale } from './time-scale.ts';

/** One row of a picture: what it is called, how high it is, and what stands in it; `y` is its top. */
export interface Lane {
  readonly label: string;
  readonly size: LaneSize;
  readonly kind: 'stage' | 'flood' | 'log' | 'change' | 'machine';
  /** Nothing: a row that only names what follows. */
  readonly draw?: (y: number) => Markup;
}

/** Rows have few heights, so that the labels beside the picture can have them too. */
export type LaneSize = 'stage' | 'lane' | 'strip';

const heights: Readonly<Record<LaneSize, number>> = { stage: 20, lane: 24, strip: 40 };
const AXIS = 38;
/** What the lengths of folded silences take below it. */
const FOLDS = 16;

/** The height of a row. */
export const heightOf = (size: LaneSize): number => heights[size];

/** Places on a path are whole numbers of this: it stretches with the picture, and percentages cannot stand in it. */
export const FINE = 100_000;

/** A dash for each record, so high, in the middle of its row. */
export function dashes(
  events: readonly { readonly time: string }[],
  { x }: TimeScale,
  size: LaneSize,
  height: number,
  kind: string,
): Markup {
  const places = new Set(events.map(({ time }) => Math.round((x(time) / 100) * FINE)));
  const top = (heights[size] - height) / 2;
  const path = [...places].sort((a, b) => a - b).map((at) => `M${at} ${top}v${height}`);
  return html`<path d="${path.join('')}" class="${kind}" vector-effect="non-scaling-stroke" />`;
}

/** A place as a percentage, for all that can stand at one. */
export const percent = (x: number): string => `${Number(x.toFixed(3))}%`;

/** A row's own paths, stretched over its width. */
export const stretched = (y: number, size: LaneSize, paths: readonly Markup[]): Markup =>
  html`<svg
    x="0"
    y="${y}"
    width="100%"
    height="${heights[size]}"
    viewBox="0 0 ${FINE} ${heights[size]}"
    preserveAspectRatio="none"
  >
    ${paths}
  </svg>`;

/** A picture of rows over one scale of time. Who cannot see it has the table beside it. */
export function picture(
  lanes: readonly Lane[],
  scale: TimeScale,
  caption: Markup,
  above: Markup = html``,
): Markup {
  let y = 0;
  const tops = lanes.map(({ size }) => (y += heights[size]) - heights[size]);
  const bottom = y;
  return html`<figure class="picture">
    ${above}
    <div class="plot">
      <ul class="labels" aria-hidden="true">
        ${lanes.map(({ label, size, kind }) => html`<li class="${size} ${kind}" title="${label}">${label}</li>`)}
        <li class="axis">${scale.zone}</li>
      </ul>
      <div class="plot-scroll" role="group" aria-label="Picture over time">
        <svg
          class="plot-svg"
          width="100%"
          height="${bottom + AXIS + (scale.folds.length > 0 ? FOLDS : 0)}"
          aria-hidden="true"
          focusable="false"
        >
          ${lanes.map(({ size, kind }, i) => html`<rect x="0" y="${tops[i] ?? 0}" width="100%" height="${heights[size]}" class="row ${kind}${i % 2 === 1 && ' odd'}" />`)}
          ${scale.ticks.map((tick) => html`<line x1="${percent(tick.x)}" x2="${percent(tick.x)}" y1="0" y2="${bottom}" class="grid${tick.isFine && ' fine'}" />`)}
          ${scale.folds.map(({ x, width }) => html`<rect x="${percent(x)}" y="0" width="${percent(width)}" height="${bottom}" class="fold" />`)}
          ${lanes.map(({ draw }, i) => draw?.(tops[i] ?? 0))} ${axis(scale, bottom)}
        </svg>
      </div>
    </div>
    <figcaption>${caption}</figcaption>
  </figure> `;
}

const axis = ({ ticks, folds }: TimeScale, y: number): Markup =>
  html`<g class="axis">
    ${ticks.map((tick) => html`<text x="${percent(tick.x)}" y="${y + 15}" class="${tick.isFine ? 'fine' : tick.isMain ? '' : 'second'} ${sideOf(tick.x)}">${tick.label}</text>`)}
    ${ticks.map(({ x, date }) => date !== undefined && html`<text x="${percent(x)}" y="${y + 31}" class="day ${sideOf(x)}">${date}</text>`)}
    ${folds.map(({ x, width, ms }) => html`<text x="${percent(x + width / 2)}" y="${y + 47}" class="fold-mark">⋯ ${formatDistanceStrict(0, ms)}</text>`)}
  </g>`;

/** A label at an end of the picture must not leave it. */
const sideOf = (x: number): string => (x < 9 ? 'first' : x > 91 ? 'last' : '');
