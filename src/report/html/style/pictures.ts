import { css } from './css.ts';

/** Marks, and pictures over time. */
export const pictures: string = css`
  .mark {
    vertical-align: -0.16em;
    overflow: visible;
  }
  .result {
    white-space: nowrap;
  }
  .failed {
    --own: var(--failed);
  }
  .worked {
    --own: var(--worked);
  }
  .open {
    --own: var(--open);
  }
  .unclear {
    --own: var(--unclear);
  }
  .left {
    --own: var(--left);
  }
  .disc {
    fill: var(--own, var(--ink));
  }
  .sign {
    fill: none;
    stroke: var(--sheet);
    stroke-width: 1.7;
    stroke-linecap: round;
  }
  .ring {
    fill: var(--sheet);
    stroke: var(--own);
    stroke-width: 2.4;
  }
  .hatch-line {
    stroke: var(--density);
    stroke-width: 1.6;
  }

  .picture {
    background: var(--sheet);
    border: 1px solid var(--line);
    border-radius: 8px;
    padding: 0.8rem;
  }
  figcaption {
    margin-top: 0.6rem;
    font-size: 0.85rem;
  }
  .legend {
    color: var(--ink);
  }
  .legend .result {
    margin-right: 0.8em;
  }
  .plot {
    display: flex;
  }
  .labels {
    flex: none;
    width: clamp(124px, 17vw, 210px);
    list-style: none;
    font-size: 0.78rem;
    color: var(--quiet);
    text-align: right;
  }
  .labels li {
    padding-right: 0.6rem;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .labels .stage {
    height: 20px;
    line-height: 20px;
  }
  .labels .lane {
    height: 24px;
    line-height: 24px;
  }
  .labels .strip {
    height: 40px;
    line-height: 40px;
  }
  .labels .machine {
    font-weight: 600;
    color: var(--ink);
  }
  .labels .axis {
    line-height: 22px;
  }
  .plot-scroll {
    flex: 1;
    min-width: 0;
    overflow-x: auto;
    border-left: 1px solid var(--line);
  }
  .plot-svg {
    display: block;
    overflow: hidden;
  }
  .row {
    fill: none;
  }
  .row.odd {
    fill: var(--sunk);
    opacity: 0.55;
  }
  .grid {
    stroke: var(--line);
    stroke-width: 1;
  }
  .fine {
    display: none;
  }
  .zoomed .fine {
    display: inline;
  }
  .fold {
    fill: url(#hatch);
    opacity: 0.35;
  }
  .axis text,
  .band-text {
    fill: var(--quiet);
    font-size: 11px;
    text-anchor: middle;
  }
  .axis .first {
    text-anchor: start;
  }
  .axis .last {
    text-anchor: end;
  }
  .axis .day {
    fill: var(--ink);
    font-weight: 600;
  }
  .axis .fold-mark {
    font-size: 10px;
  }
  .bar .stem {
    stroke: var(--own);
    stroke-width: 2;
    opacity: 0.6;
  }
  .bar .span {
    fill: var(--own);
    opacity: 0.22;
  }
  .bar:hover .stem,
  .bar:hover .span {
    opacity: 1;
  }
  .bar[hidden] {
    display: none;
  }
  .change {
    --own: var(--open);
  }
  .density {
    fill: var(--density);
  }
  .unlisted,
  .uncovered {
    fill: url(#hatch);
    opacity: 0.4;
  }
  .covered {
    fill: var(--covered);
    opacity: 0.55;
  }
  .covered.full {
    opacity: 1;
    stroke: var(--covered-edge);
  }
  .event {
    stroke: var(--ink);
    stroke-width: 1;
    opacity: 0.6;
    fill: none;
  }
  .failures {
    fill: var(--failed);
  }
  .evidence {
    stroke: var(--failed);
    stroke-width: 2;
    fill: none;
  }
  .band-text {
    fill: var(--ink);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.4rem;
    align-items: center;
    margin-bottom: 0.7rem;
    font-size: 0.85rem;
  }
  .controls[hidden] {
    display: none;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.6rem;
    align-items: center;
  }
  legend {
    float: left;
    padding: 0;
    margin-right: 0.2rem;
    color: var(--quiet);
  }
  input[type='search'] {
    font: inherit;
    color: var(--ink);
    background: var(--page);
    border: 1px solid var(--density);
    border-radius: 5px;
    padding: 0.1rem 0.5rem;
    width: 17em;
    max-width: 60vw;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
`;
