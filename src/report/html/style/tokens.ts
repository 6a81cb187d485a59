import { css } from './css.ts';

/** Colours by day and by night. */
export const tokens: string = css`
  :root {
    color-scheme: light dark;
    --page: #f6f7f6;
    --sheet: #ffffff;
    --sunk: #eef0ef;
    --ink: #1b2127;
    --quiet: #525c66;
    --line: #d5d9dc;
    --link: #0a569f;
    --failed: #b3380f;
    --worked: #0a66a3;
    --open: #6a3fb0;
    --unclear: #85600a;
    --left: #59636c;
    --covered: #c3d9e6;
    --covered-edge: #6d9cb8;
    --density: #7c8791;
    --do: #e9f3fa;
    --do-edge: #0a66a3;
    --warn: #fdf1e7;
  }
  @media screen and (prefers-color-scheme: dark) {
    :root {
      --page: #12161a;
      --sheet: #1a1f25;
      --sunk: #232a31;
      --ink: #e7eaed;
      --quiet: #a7b1ba;
      --line: #363f48;
      --link: #84bdf3;
      --failed: #ff956b;
      --worked: #6fbbee;
      --open: #c0a8ff;
      --unclear: #e3b94d;
      --left: #a7b1ba;
      --covered: #27475a;
      --covered-edge: #5d92b3;
      --density: #8b97a2;
      --do: #182b3a;
      --do-edge: #6fbbee;
      --warn: #33241a;
    }
  }
`;
