/** What everybody has to know who reads a redacted report. */
export const redactionNotice =
  'Names and addresses here are pseudonyms; a public address may belong to somebody else: do not look it up or block it.';
