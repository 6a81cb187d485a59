import type { renderTerminal } from './report/terminal.ts';

export { renderJson } from './report/json.ts';
export { plainText } from './report/plain-text.ts';
export { timelineJson, timelineLine } from './report/timeline.ts';

/** Loads the terminal report with the libraries it draws with, which take 15 ms. */
export const loadRenderTerminal = async (): Promise<typeof renderTerminal> =>
  (await import('./report/terminal.ts')).renderTerminal;
