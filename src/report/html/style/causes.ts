import { css } from './css.ts';

/** Causes with their steps, checks and records. */
export const causes: string = css`
  summary {
    cursor: pointer;
  }
  .cause {
    background: var(--sheet);
    border: 1px solid var(--line);
    border-radius: 8px;
    margin-bottom: 0.8rem;
  }
  .cause > summary {
    padding: 0.8rem 1.1rem;
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 0 0.8rem;
    align-items: baseline;
    list-style: none;
  }
  .cause > summary::-webkit-details-marker {
    display: none;
  }
  .cause > summary::after {
    content: '+';
    grid-row: 1;
    grid-column: 3;
    font-size: 1.3rem;
    line-height: 1;
    color: var(--quiet);
  }
  .cause[open] > summary::after {
    content: '−';
  }
  .cause > summary h3 {
    margin: 0;
  }
  .cause > summary p {
    grid-column: 2;
  }
  .place {
    font-weight: 680;
    font-size: 1.06rem;
    color: var(--quiet);
  }
  .cause-body {
    padding: 0 1.1rem 1.2rem;
    border-top: 1px solid var(--line);
    display: grid;
    gap: 0 2.4rem;
  }
  .why {
    margin-top: 1rem;
    max-width: 68ch;
  }
  .acts,
  .proof {
    min-width: 0;
  }
  .steps {
    padding-left: 1.4rem;
  }
  .steps > li,
  .checks > li {
    margin-bottom: 0.85rem;
  }
  .steps > li::marker {
    font-weight: 600;
    color: var(--quiet);
  }
  .risky {
    color: var(--failed);
    font-weight: 600;
  }
  .note {
    font-size: 0.93rem;
  }
  .note strong {
    font-weight: 600;
    color: var(--quiet);
    margin-right: 0.3em;
  }
  .checks,
  .records,
  .plain,
  .unseen {
    list-style: none;
  }
  .checks dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.1rem 0.8rem;
    font-size: 0.93rem;
    margin-top: 0.2rem;
  }
  .checks dt {
    font-weight: 600;
    color: var(--quiet);
  }
  .checks dd,
  .pairs dd {
    margin: 0;
  }
  .records li {
    padding: 0.35rem 0;
    border-top: 1px solid var(--line);
    font-size: 0.92rem;
  }
  .records li:first-child {
    border-top: 0;
  }
  .records time {
    color: var(--quiet);
    font-size: 0.88em;
    margin-right: 0.4em;
  }
  .records .record {
    font-size: 0.82rem;
  }
  .said {
    display: block;
    overflow-wrap: anywhere;
  }
  .more > summary {
    color: var(--link);
    font-size: 0.9rem;
    padding: 0.2rem 0;
    width: fit-content;
  }
  .open-question {
    border-left: 4px solid var(--unclear);
    padding-left: 1rem;
    margin: 1rem 0;
  }
  .open-question h3 {
    margin-top: 0;
  }
  .plain li + li {
    margin-top: 0.2rem;
  }
  .unseen li {
    margin-bottom: 0.8rem;
    max-width: 90ch;
  }
  .names {
    overflow-wrap: anywhere;
    font-size: 0.9rem;
  }
`;
