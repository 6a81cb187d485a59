// The real cases with confirmed causes: what goes in, and what is known of the answer.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the cases below a folder; those that no failure is in come from elsewhere as `healthy` folders of logs. */
export function readCases(folder) {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'case.json')))
    .sort()
    .map((name) => {
      const { id, expected } = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8'));
      return {
        id,
        role: expected.role,
        decidable: expected.decidable,
        classes: [expected.class, ...(expected.also_class ?? [])],
        causes: expected.causes,
        inputs: logsIn(join(folder, name)),
      };
    });
}

/** The answer key lies beside the logs and is never an input. */
const logsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => join(folder, name));

/** A machine on which nothing failed, as a case. */
export const healthyCase = (id, folder) => ({
  id,
  role: 'negative-control',
  decidable: 'yes',
  classes: ['normal'],
  causes: [],
  inputs: [folder],
});
