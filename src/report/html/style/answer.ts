import { css } from './css.ts';

/** The first screen, and what is copied from it. */
export const answer: string = css`
  .quiet,
  .facts,
  figcaption {
    color: var(--quiet);
    font-size: 0.9rem;
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    font-size: 0.9rem;
    font-weight: 600;
  }
  .outcome::before {
    content: '';
    display: inline-block;
    width: 0.7em;
    height: 0.7em;
    margin-right: 0.5em;
    background: var(--failed);
  }
  .outcome.no-failures::before {
    background: var(--worked);
    border-radius: 50%;
  }
  .outcome.insufficient-evidence::before,
  .outcome.failures-unexplained::before {
    background: var(--unclear);
    transform: rotate(45deg) scale(0.85);
  }
  .sure {
    white-space: nowrap;
  }
  .sure-on {
    fill: currentColor;
  }
  .sure-off {
    fill: none;
    stroke: currentColor;
    stroke-width: 0.8;
    opacity: 0.55;
  }
  .stated {
    border: 1px solid var(--line);
    border-left: 4px solid var(--open);
    background: var(--sheet);
    border-radius: 6px;
    padding: 0.7rem 1rem;
    margin-bottom: 1.3rem;
  }
  .eyebrow {
    font-size: 0.85rem;
    font-weight: 600;
    color: var(--quiet);
  }
  .cards {
    display: grid;
    gap: 0.9rem;
    margin-top: 1.2rem;
  }
  .card {
    background: var(--sheet);
    border: 1px solid var(--line);
    border-radius: 8px;
    padding: 0.85rem 1.1rem 1rem;
    min-width: 0;
    position: relative;
  }
  .card h2 {
    font-size: 0.85rem;
    font-weight: 600;
    letter-spacing: 0;
    color: var(--quiet);
    margin-bottom: 0.4rem;
  }
  .cards + h2 {
    margin-top: 2rem;
  }
  .card p + .big {
    margin-top: 0.6rem;
  }
  .card .big {
    font-size: 1.06rem;
    font-weight: 560;
    line-height: 1.4;
  }
  .card .quiet {
    margin-top: 0.45rem;
  }
  .who-when {
    list-style: none;
    margin-top: 0.6rem;
    padding-top: 0.5rem;
    border-top: 1px solid var(--line);
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  .do {
    background: var(--do);
    border-color: var(--do-edge);
  }
  blockquote {
    border-left: 3px solid var(--line);
    padding-left: 0.8rem;
  }
  .say blockquote {
    font-size: 1.02rem;
  }
  .also {
    margin-top: 1rem;
  }
  .command {
    position: relative;
    background: var(--sunk);
    border: 1px solid var(--line);
    border-radius: 6px;
    margin: 0.5rem 0;
    padding: 0.35rem 0.7rem 0.55rem;
    max-width: 100%;
  }
  .shell {
    font-size: 0.78rem;
    color: var(--quiet);
    line-height: 1.7;
  }
  .command pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.45;
  }
  .command code {
    user-select: all;
  }
  button {
    font: inherit;
    font-size: 0.82rem;
    color: var(--ink);
    background: var(--sheet);
    border: 1px solid var(--density);
    border-radius: 5px;
    padding: 0.1rem 0.6rem;
    min-height: 24px;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--link);
    color: var(--link);
  }
  .copy {
    position: absolute;
    top: 0.3rem;
    right: 0.35rem;
  }
  .say > .copy {
    top: 0.7rem;
    right: 0.8rem;
  }
  .proof > .copy {
    position: static;
    float: right;
    margin-top: -1.8rem;
  }
`;
