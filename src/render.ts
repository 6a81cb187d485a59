import type { renderDiff } from './report/diff-text.ts';
import type { renderExplanation } from './report/explanation.ts';
import type { renderTerminal } from './report/terminal.ts';

export { nearestWord } from './model/did-you-mean.ts';
export { jsonPieces } from './report/json.ts';
export { plainLines, plainText } from './report/plain-text.ts';
export { timelineJson, timelineLine } from './report/timeline.ts';

/** Loads the terminal report with the libraries it draws with, which take 15 ms. */
export const loadRenderTerminal = async (): Promise<typeof renderTerminal> =>
  (await import('./report/terminal.ts')).renderTerminal;

export const loadRenderExplanation = async (): Promise<typeof renderExplanation> =>
  (await import('./report/explanation.ts')).renderExplanation;

export const loadRenderDiff = async (): Promise<typeof renderDiff> =>
  (await import('./report/diff-text.ts')).renderDiff;
