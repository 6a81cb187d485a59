// docs/codes.md: every number that the dictionary explains, family by family.
import { allCodes, codeFamilies, codeFields, families, hex } from '../../../dist/src/codes/dictionary.js';
import { code, GENERATED, link, page, plain, table } from './markdown.mjs';

/** The page of all codes. */
export function codesPage() {
  return page(
    '# The codes',
    GENERATED,
    `${allCodes.length} numbers in ${codeFamilies.length} families. The same number means different things in different fields: first find the field, then the number. The fields belong to the events of [events.md](events.md); \`rdpwhy explain NUMBER\` looks everywhere.`,
    codeFamilies
      .map((family) => `- ${link(family, '', family)}: ${plain(families[family].title)}`)
      .join('\n'),
    codeFamilies.flatMap(section),
  );
}

function section(family) {
  const own = allCodes.filter((one) => one.family === family);
  const fields = codeFields.filter((field) => field.families.includes(family));
  return [
    `## ${family}`,
    `${sentence(families[family].title)} Where it stands: ${plain(families[family].where)}.`,
    ...(fields.length > 0 ? [fields.map(fieldLine).join('\n')] : []),
    table(['decimal', 'hex', 'name', 'meaning', 'basis'], own.toSorted(byCode).map(codeRow)),
    `Sources: ${[...new Set(own.map(({ source }) => plain(source)))].join('; ')}.`,
  ];
}

const sentence = (text) => `${plain(text[0].toUpperCase() + text.slice(1))}.`;

const byCode = (a, b) => a.code - b.code;

/** The field of an event that holds numbers of a family, and how we name the fact. */
const fieldLine = ({ provider, eventId, fact, field }) =>
  `- ${link(plain(provider), 'events.md', provider)} ${eventId}, ${plain(field)} (${fact})`;

const codeRow = ({ code: number, name, meaning, note, basis }) => [
  number,
  hex(number),
  name === '' ? '' : code(name),
  `${plain(meaning)}${note === undefined ? '' : `; ${plain(note)}`}`,
  basis,
];
