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
export function redactedText(stated: StatedSymptomText, redactor: Redactor | undefined): StatedSymptomText {
  if (!redactor) return stated;
  const { user, client } = stated;
  return {
    ...stated,
    ...(user === undefined ? {} : { user: redactor.user(user.trim()) }),
    ...(client === undefined ? {} : { client: redactor.client(client.trim()) }),
  };
}
