/** Said of a case pack whose names were replaced; what turns them back has to find it. */
export const packPseudonyms = 'names and addresses in it are pseudonyms';
