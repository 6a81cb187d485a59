import { css } from './css.ts';

/** Wide and narrow screens, and paper. */
export const media: string = css`
  @media (min-width: 900px) {
    .cards {
      grid-template-columns: minmax(0, 1fr) minmax(0, 2.1fr) minmax(0, 1.4fr);
    }
    .cards.sides {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .cards.two {
      grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
    }
    .cause-body {
      grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
    }
    .cause-body .proof > h4:first-child {
      margin-top: 1rem;
    }
  }
  @media (max-width: 900px) {
    .story > summary {
      grid-template-columns: 1.1em auto minmax(0, 1fr);
    }
    .story > summary .who,
    .story > summary .rungs,
    .story > summary .cause-id {
      grid-column: 2 / 4;
    }
  }
  @media (max-width: 640px) {
    .labels {
      font-size: 0.7rem;
    }
    .axis .second,
    .axis .fold-mark {
      display: none;
    }
    .ladder {
      grid-template-columns: 1fr;
      gap: 0;
    }
    .ladder li,
    .ladder .ahead,
    .ladder .stopped {
      border-top: 0;
      border-left: 5px solid var(--own);
      padding: 0.15rem 0.6rem;
    }
    .ladder .ahead {
      border-left: 5px dotted var(--line);
    }
    .ladder .stage {
      display: inline;
    }
    .ladder .stopped {
      border-left-width: 9px;
    }
    .card,
    .cause > summary {
      padding-left: 0.85rem;
      padding-right: 0.85rem;
    }
    .cause-body {
      padding-left: 0.85rem;
      padding-right: 0.85rem;
    }
  }
  @media print {
    :root {
      color-scheme: light;
      font-size: 12px;
    }
    body {
      background: none;
      font-size: 11px;
    }
    nav,
    .controls,
    .copy,
    .skip {
      display: none !important;
    }
    .wide {
      max-width: none;
      padding: 0;
    }
    svg,
    .row,
    .do,
    .outcome::before,
    .ladder li,
    .proof-row > td {
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }
    .cause,
    .scroll,
    .picture,
    .card {
      border-radius: 0;
    }
    .card,
    .picture,
    .steps > li,
    .checks > li,
    .records li,
    tr {
      break-inside: avoid;
    }
    h2,
    h3,
    h4,
    summary {
      break-after: avoid;
    }
    .scroll {
      overflow: visible;
      border: 0;
    }
    table {
      font-size: 8pt;
    }
    td,
    th {
      padding: 0.25rem 0.4rem;
      overflow-wrap: anywhere;
    }
    time,
    th,
    .result,
    .rungs {
      white-space: normal;
    }
    .cause::details-content,
    .cause details::details-content {
      content-visibility: visible;
      display: block;
    }
    .cause > summary::after,
    .story:not([open]),
    section:has(> .story):not(:has(> .story[open])) {
      display: none;
    }
    td.says {
      min-width: 0;
    }
    a {
      color: inherit;
      text-decoration: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    html {
      scroll-behavior: smooth;
    }
  }
`;
