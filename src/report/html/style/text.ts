import { css } from './css.ts';

/** Text, headings, links and the frame of the page. */
export const text: string = css`
  * {
    box-sizing: border-box;
  }
  html {
    scroll-padding-top: 1rem;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  body {
    margin: 0;
    background: var(--page);
    color: var(--ink);
    font:
      15px/1.5 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      sans-serif;
    overflow-wrap: break-word;
  }
  p,
  ul,
  ol,
  dl,
  figure,
  blockquote,
  h1,
  h2,
  h3,
  h4,
  pre {
    margin: 0;
    padding: 0;
  }
  code,
  pre,
  .record,
  .cause-id {
    font-family: ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.88em;
  }
  time,
  .number,
  .axis {
    font-variant-numeric: tabular-nums;
  }
  time {
    white-space: nowrap;
  }
  a {
    color: var(--link);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
    border-radius: 3px;
  }
  main:focus {
    outline: none;
  }
  .wide {
    max-width: 1240px;
    margin: 0 auto;
    padding: 0 clamp(14px, 3vw, 36px);
  }
  .skip {
    position: absolute;
    left: -999px;
    top: 0;
    background: var(--sheet);
    padding: 0.5em 1em;
    z-index: 2;
  }
  .skip:focus {
    left: 0;
  }
  .shapes {
    position: absolute;
  }
  .top {
    border-bottom: 1px solid var(--line);
    background: var(--sheet);
  }
  .top > .wide {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 2rem;
    justify-content: space-between;
    padding-top: 0.6rem;
    padding-bottom: 0.6rem;
    font-size: 0.9rem;
  }
  .brand span {
    color: var(--quiet);
  }
  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
    list-style: none;
  }
  nav a {
    display: inline-block;
    padding: 0.15rem 0;
    text-decoration: none;
  }
  nav a:hover {
    text-decoration: underline;
  }
  h1 {
    font-size: clamp(1.45rem, 1.1rem + 1.7vw, 2.15rem);
    line-height: 1.2;
    letter-spacing: -0.015em;
    font-weight: 680;
    text-wrap: balance;
    margin: 0.35rem 0 0.5rem;
    max-width: 40em;
  }
  h1.long {
    font-size: clamp(1.25rem, 1rem + 1vw, 1.6rem);
    text-wrap: pretty;
  }
  h2 {
    font-size: 1.3rem;
    letter-spacing: -0.01em;
    line-height: 1.3;
    margin: 0 0 0.7rem;
  }
  h3 {
    font-size: 1.06rem;
    line-height: 1.35;
    margin: 1.4rem 0 0.5rem;
  }
  h4 {
    font-size: 0.9rem;
    margin: 1.3rem 0 0.4rem;
  }
  h2 + .quiet {
    margin: -0.4rem 0 0.7rem;
  }
  main > section {
    margin: 2.6rem 0;
  }
  main > .answer {
    margin: 1.6rem 0 2.2rem;
  }
`;
