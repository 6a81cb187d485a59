import type { StatedSymptom } from '../model/symptom.ts';
import type { Redactor } from './redactor.ts';

/** What the person stated, about the same person and computer by their pseudonyms. */
export const redactedSymptom = (symptom: StatedSymptom, redactor: Redactor): StatedSymptom => ({
  ...symptom,
  ...(symptom.user === undefined ? {} : { user: redactor.user(symptom.user.trim()) }),
  ...(symptom.client === undefined ? {} : { client: redactor.client(symptom.client.trim()) }),
});
