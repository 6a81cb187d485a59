// The JSON Schemas of reports and comparisons, made of the types in src/model: the one source.
import { createGenerator } from 'ts-json-schema-generator';

const roots = [
  ['report.schema.json', 'src/model/report.ts', 'Report', 'A report of rdpwhy: what --format json prints'],
  [
    'report-line.schema.json',
    'src/model/report-line.ts',
    'ReportLine',
    'A line of what --format ndjson prints',
  ],
  ['diff.schema.json', 'src/model/report-diff.ts', 'ReportDiff', 'What rdpwhy diff --format json prints'],
  [
    'diff-line.schema.json',
    'src/model/report-diff-line.ts',
    'ReportDiffLine',
    'A line of what rdpwhy diff --format ndjson prints',
  ],
  ['doctor.schema.json', 'src/model/doctor.ts', 'Doctor', 'What rdpwhy doctor --json prints'],
  [
    'machine-check.schema.json',
    'src/model/machine-check.ts',
    'MachineCheck',
    'What rdpwhy doctor --live --json prints',
  ],
];

/** Gives each schema under the name of its file. */
export const reportSchemas = () =>
  roots.map(([name, path, type, title]) => {
    const generator = createGenerator({
      path,
      tsconfig: 'tsconfig.json',
      type,
      additionalProperties: false,
      topRef: false,
      sortProps: false,
      discriminatorType: 'json-schema',
    });
    const { $schema, ...schema } = generator.createSchema(type);
    return [name, { $schema, title, ...strict(schema) }];
  });

/** Every number of a report is a whole one, which TypeScript cannot say. */
function strict(node, key) {
  if (key === 'type' && node === 'number') return 'integer';
  if (Array.isArray(node)) return node.map((item) => strict(item, key));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, strict(value, name)]));
}
