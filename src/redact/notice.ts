/** What everybody has to know who reads a redacted report. */
export const redactionNotice =
  'Names and addresses here are pseudonyms; a public address may belong to somebody else: do not look it up or block it.';

/** Stands in its place where pseudonyms were turned back. */
export const revealedNotice =
  'The pseudonyms of this report were turned back: it holds the real names and addresses.';

/** The same of what a report says of a case pack. */
export const revealedPack = 'its pseudonyms were turned back';
