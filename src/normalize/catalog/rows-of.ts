import type { KnownKind } from '../../model/kinds.ts';
import type { Basis } from '../../model/vocabulary.ts';
import type { CatalogRow } from '../catalog-row.ts';

/** Makes one row: event id, kind, facts, the line for people, and what else the row has. */
export type MakeRow = (
  eventId: number,
  kind: KnownKind,
  facts: CatalogRow['facts'],
  summary: string,
  more?: Partial<Pick<CatalogRow, 'stage' | 'keepIf' | 'source'>>,
) => CatalogRow;

/** A maker of rows that share their provider and where the knowledge of them comes from. */
export const rowsOf =
  (provider: string, basis: Basis, source?: string): MakeRow =>
  (eventId, kind, facts, summary, more) => ({
    provider,
    eventId,
    kind,
    facts,
    summary,
    basis,
    ...(source !== undefined && { source }),
    ...more,
  });

/** The same rows under another name of their provider: sources were renamed, their events were not. */
export const alsoFrom = (
  provider: string,
  rows: readonly CatalogRow[],
  more?: Pick<CatalogRow, 'source'>,
): readonly CatalogRow[] => rows.map((row) => ({ ...row, provider, ...more }));
