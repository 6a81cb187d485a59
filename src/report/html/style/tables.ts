import { css } from './css.ts';

/** Tables, and attempts one by one. */
export const tables: string = css`
  .scroll {
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--sheet);
    margin-top: 0.5rem;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.87rem;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.4rem 0.7rem;
    border-bottom: 1px solid var(--line);
  }
  th {
    font-weight: 600;
    color: var(--quiet);
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  td.says {
    min-width: 15em;
    overflow-wrap: anywhere;
  }
  td.nowrap {
    white-space: nowrap;
  }
  .sided td {
    width: 42%;
    min-width: 16em;
  }
  .proof-row > th {
    background: var(--do);
  }
  tbody th {
    color: var(--ink);
  }
  tr:target > td {
    background: var(--do);
  }
  .proof-row > td {
    background: var(--do);
  }
  .flag {
    font-size: 0.8rem;
    color: var(--do-edge);
  }
  .rungs {
    white-space: nowrap;
  }
  .rungs svg {
    vertical-align: -0.1em;
    margin-right: 0.3em;
  }
  .rung.passed {
    fill: var(--own);
    opacity: 0.45;
  }
  .rung.here {
    fill: var(--own);
  }
  .rung.ahead {
    fill: none;
    stroke: var(--density);
    stroke-width: 0.8;
  }
  .state.missing,
  .state.empty,
  .state.cleared {
    font-weight: 600;
    color: var(--unclear);
  }

  .story {
    border-top: 1px solid var(--line);
  }
  .story:last-of-type {
    border-bottom: 1px solid var(--line);
  }
  .story > summary {
    padding: 0.45rem 0.2rem;
    display: grid;
    grid-template-columns: 1.1em 7em 10.5em minmax(0, 1fr) 11.5em minmax(0, 19em);
    gap: 0.1rem 0.8rem;
    align-items: baseline;
    font-size: 0.9rem;
    list-style: none;
  }
  .story > summary::-webkit-details-marker {
    display: none;
  }
  .story > summary::before {
    content: '▸';
    color: var(--quiet);
  }
  .story[open] > summary::before {
    content: '▾';
  }
  .story > summary:hover {
    background: var(--sunk);
  }
  .story > summary .cause-id {
    overflow-wrap: anywhere;
  }
  .story-body {
    padding: 0.4rem 0 1.4rem;
    scroll-margin-top: 4rem;
  }
  .story-body > * + * {
    margin-top: 0.7rem;
  }
  .ladder {
    list-style: none;
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: 3px;
    font-size: 0.83rem;
  }
  .ladder li {
    border-top: 5px solid var(--own);
    padding: 0.3rem 0.2rem 0;
    line-height: 1.35;
  }
  .ladder .passed {
    border-top-color: var(--own);
    border-top-style: solid;
  }
  .ladder .ahead {
    border-top: 5px dotted var(--line);
    color: var(--quiet);
  }
  .ladder .stage {
    display: block;
    font-weight: 600;
  }
  .ladder .stopped .how,
  .ladder .reached .how {
    font-weight: 600;
    color: var(--own);
  }
  .ladder .stopped {
    border-top-width: 9px;
  }
  .ladder .how {
    color: var(--quiet);
  }
  .pairs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.6rem;
    font-size: 0.88rem;
  }
  .pairs div {
    display: flex;
    gap: 0.4rem;
  }
  .pairs dt {
    color: var(--quiet);
  }
  .pairs dd {
    overflow-wrap: anywhere;
  }
  footer {
    border-top: 1px solid var(--line);
    margin-top: 2rem !important;
    padding-top: 1rem !important;
    padding-bottom: 2rem !important;
    color: var(--quiet);
    font-size: 0.85rem;
  }
`;
