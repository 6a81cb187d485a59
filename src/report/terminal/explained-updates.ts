import type { ExplainedTrouble, ExplainedUpdate } from '../../model/explanation.ts';
import { plainText } from '../plain-text.ts';
import { basisText } from './explained.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '  ';

/** Says what an update is known for; where nothing is known, what that is worth. */
export function renderUpdate({ kb, knownUntil, brings, ends }: ExplainedUpdate, layout: Layout): string[] {
  const { width, paint } = layout;
  if (brings.length + ends.length === 0) {
    return [
      paint.bold(wrap(`${kb}: not known to trouble Remote Desktop`, width)),
      wrap(
        `That proves nothing: the list that this program has is short and ends with ${knownUntil}. What Microsoft knows of an update stands on its page, under known issues:`,
        width,
        INDENT,
      ),
      `${INDENT}https://support.microsoft.com/help/${kb.replace('KB', '')}`,
      '',
    ];
  }
  return [
    ...brings.flatMap((trouble) => {
      const lead = trouble.articles.includes(kb) ? 'an article on updates known for' : 'known for';
      return renderTrouble(`${kb}, ${lead}: ${trouble.title}`, trouble, layout);
    }),
    ...ends.flatMap((trouble) => renderTrouble(`${kb} repairs: ${trouble.title}`, trouble, layout)),
    ...(brings.length > 0 ? [wrap(NO_PROOF, width), ''] : []),
  ];
}

const NO_PROOF =
  'That an update is installed does not make it the cause; the records of the failure decide. Later updates hold the same until one repairs it.';

function renderTrouble(head: string, trouble: ExplainedTrouble, { width, paint }: Layout): string[] {
  const { symptom, on, windows, since, updates, articles, repairedBy, remedy, causes, basis, sources } =
    trouble;
  const part = (label: string, text: string): string =>
    wrap(`${label}: ${text}`, width, `${INDENT}  `, INDENT);
  return [
    paint.bold(wrap(head, width)),
    wrap(symptom, width, INDENT),
    part('Where', `on a ${on}; ${windows}`),
    part('Since', `${since}, with ${updates.join(', ')}`),
    ...(articles.length > 0 ? [part('Articles', articles.join(', '))] : []),
    ...(repairedBy.length > 0
      ? [part('Repaired by', updates.map((kb, i) => `${repairedBy[i]} (after ${kb})`).join(', '))]
      : []),
    part('What to do', remedy),
    ...causes.map(({ id, title }) => part('Goes with', `${title} (${id})`)),
    paint.dim(wrap(`(${basisText[basis]})`, width, INDENT)),
    ...sources.map((url) => paint.dim(`${INDENT}${plainText(url)}`)),
    '',
  ];
}
