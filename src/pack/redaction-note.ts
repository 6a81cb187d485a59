import type { StatedCode, StatedSymptom } from '../model/symptom.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { RedactionNote, StatedSymptomText } from './manifest.ts';

/** Says what was done to a redacted pack: never with which key, nor what stood there. */
export const redactionNote: RedactionNote = {
  how: 'keyed pseudonyms, put into the records before anything was made of them; the key is not in the pack',
  replaced: [
    'users, SIDs, domains, hosts and workstations',
    'addresses: private ones stay private, and what shared a subnet still does',
    'certificate subjects and thumbprints',
    'file names and paths, those of the inputs among them',
    'every field of an event that the report does not read: left out',
  ],
  kept: [
    'times, record ids, event ids, ActivityIDs, process and thread ids, codes',
    'the SHA-256 and the size of every input',
  ],
};

/** What was stated of a person and a computer, by their pseudonyms. */
export function redactedText(
  stated: StatedSymptomText,
  symptom: StatedSymptom | undefined,
  redactor: Redactor | undefined,
): StatedSymptomText {
  if (!redactor) return stated;
  const { code, user, client, ...when } = stated;
  return {
    ...when,
    ...(code !== undefined && symptom?.code && { code: understood(code, symptom.code) }),
    ...(user === undefined ? {} : { user: redactor.user(user.trim()) }),
    ...(client === undefined ? {} : { client: redactor.client(client.trim()) }),
  };
}

/** Numbers name nobody, nor does what goes before them. */
const isCodes = (text: string): boolean =>
  text
    .split(/[\s,;/]+/)
    .every((word) => /^(?:extended|reason|error|status|code|-?\d+|0x[\da-f]+)?$/i.test(word));

/** The words of a dialog name computers and people: what was understood of them means the same, and names nobody. */
function understood(text: string, { code = '', extended, parts }: StatedCode): string {
  if (isCodes(text)) return text;
  if (parts.every(({ number }) => number === undefined))
    return parts.map(({ label }) => label.replaceAll('"', '')).join('. ');
  return extended === undefined ? code : `${code}/${extended}`;
}
