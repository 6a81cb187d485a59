import type { Catalog } from '../normalize/normalize.ts';
import type { Redactor } from './redactor.ts';

/** A catalog whose events hold pseudonyms; which are kept is told by the records as they are. */
export const redactingCatalog = (catalog: Catalog, redactor: Redactor): Catalog => ({
  ...catalog,
  normalize: (raw, input) =>
    catalog.normalize(raw, input) &&
    catalog.normalize(redactor.event(catalog.named(raw)), redactor.path(input)),
});
