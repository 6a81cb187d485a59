import { explainText, isUnderstood } from '../../explain.ts';
import type { Explanation } from '../../index.ts';
import { loadRenderExplanation, plainText, jsonPieces } from '../../render.ts';
import { explainExamples } from '../explain-examples.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface ExplainFlags {
  readonly json?: boolean;
  readonly color: boolean;
}

/** More than any dialog holds; a whole log pasted by mistake is no question. */
const LONGEST_QUESTION = 2000;

/** Says what codes, events, a dialog's words or advice mean, without any log. */
export async function runExplain(
  words: readonly string[],
  flags: ExplainFlags,
  streams: Streams,
): Promise<number> {
  const text = words.join(' ').trim();
  if (text.length > LONGEST_QUESTION) {
    throw new UsageError(`expected a code or the text of a dialog, found ${text.length} characters`);
  }
  const explanation = explainText(text);
  if (!isUnderstood(explanation)) throw new UsageError(notUnderstood(explanation));
  if (flags.json === true) {
    for (const piece of jsonPieces(explanation)) await write(streams.out, piece);
    return exitCodes.ok;
  }
  const color = flags.color && streams.out.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  const width = Math.min(Math.max(streams.out.columns ?? 80, 60), 100);
  const renderExplanation = await loadRenderExplanation();
  await write(streams.out, renderExplanation(explanation, { color, width }));
  return exitCodes.ok;
}

function notUnderstood({ query, suggestions, firstStep }: Explanation): string {
  const step =
    firstStep === undefined ? '' : `\n${firstStep} Then ask for the code, or the words of the dialog.`;
  const meant = suggestions.length > 0 ? `; did you mean ${suggestions.join(' or ')}?` : '';
  const shown = query.length > 60 ? `${query.slice(0, 60)}…` : query;
  return `nothing known about '${plainText(shown)}'${meant}${step}\n${explainExamples.trim()}`;
}
