// docs/updates.md: the updates of Windows that are known to trouble Remote Desktop.
import { KNOWN_UNTIL, updateTroubles } from '../../../dist/src/codes/known-updates.js';
import { GENERATED, link, page, plain, reference, table } from './markdown.mjs';

/** The page of all updates, by date. */
export function updatesPage() {
  return page(
    '# The updates',
    GENERATED,
    `${updateTroubles.length} troubles that updates of Windows brought to Remote Desktop, until ${KNOWN_UNTIL}. A report names an update of this list where it was installed before a failure, and says more where it goes with the cause; it makes no cause likelier. Later updates hold what an earlier one brought until one repairs it. \`rdpwhy explain KB5065426\` asks for one.`,
    table(['since', 'trouble', 'on', 'updates', 'repaired by, in the same order'], updateTroubles.map(row)),
    updateTroubles.flatMap(section),
  );
}

const row = ({ since, id, on, updates, repairedBy = [] }) => [
  since,
  link(id, '', id),
  on,
  updates.join(', '),
  repairedBy.join(', '),
];

const section = ({ id, title, symptom, remedy, windows, articles = [], causes, basis, sources }) => [
  `## ${id}`,
  `**${plain(title[0].toUpperCase() + title.slice(1))}.** ${plain(symptom)}`,
  [
    `Windows: ${plain(windows)}`,
    `What to do: ${plain(remedy)}`,
    ...(causes.length > 0
      ? [`Goes with: ${causes.map((cause) => link(cause, 'causes.md', cause)).join(', ')}`]
      : []),
    ...(articles.length > 0 ? [`Articles: ${articles.join(', ')}`] : []),
    `Known from: ${basis}; ${sources.map(reference).join(', ')}`,
  ]
    .map((text) => `- ${text}`)
    .join('\n'),
];
