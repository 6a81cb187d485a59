// What was scored, as the document docs/ACCURACY.md.

/** Writes the document of one run. */
export function document({ judged, figures, pack, version }) {
  return `# How often the answer is right

Written by \`npm run score -- --write docs/ACCURACY.md\`; not edited by hand.

rdpwhy ${version}, ${pack.count} patterns, pack ${pack.sha256.slice(0, 16)}. The cases are public troubleshooting threads and vendor
articles, rewritten as event XML, in which people showed event lines and the cause was found in the end. They are small, and
logs are there only when they hold events: silence, wrapped logs and clocks are hardly tested by them. A pattern is never
changed for one case, only for a reason that a source supports.

\`yes\` and \`partly\` say whether the events can decide the cause; where they cannot (\`no\`), the right answer is that they do
not, and which log would. The first of all causes is the answer.

## Totals

${table(['', 'cases', 'goal', ''], figures.map(totalRow))}

## Case by case

${table(['case', 'decidable', 'expected', 'answer', 'confidence', ''], judged.map(caseRow))}
`;
}

const totalRow = ({ text, count, of, least, most, met }) => [
  text,
  `${count} of ${of}`,
  least !== undefined ? `≥ ${least}` : most !== undefined ? `${most}` : '',
  met === undefined ? '' : met ? 'met' : 'missed',
];

export function caseRow(one) {
  const expected = one.role === 'negative-control' ? 'no failure' : (one.causes[0] ?? one.classes[0]);
  return [
    one.id,
    one.decidable,
    expected,
    one.first?.cause ?? one.outcome,
    one.first?.confidence ?? '',
    verdict(one),
  ];
}

/** One word on a case. */
function verdict(one) {
  if (one.role === 'negative-control') return one.claimsFailure ? 'false claim' : 'right';
  if (one.role === 'insufficient-evidence') return one.onlyPossible ? 'right' : 'claims too much';
  if (one.right.cause) return 'right';
  if (one.right.class) return 'right class';
  if (one.abstained) return 'not answered';
  return one.right.classInTop3 ? 'right class, not first' : 'wrong';
}

/** A Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
