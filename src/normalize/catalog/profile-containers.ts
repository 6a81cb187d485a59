import { code, number, of, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { both } from './sources.ts';

const row = rowsOf(
  'Microsoft-FSLogix-Apps',
  'community',
  both(
    'what its first values are: Show FSlogix volumes.ps1 in https://github.com/guyrleech/Microsoft',
    'their numbers: https://learn.microsoft.com/fslogix/troubleshooting-error-codes',
  ),
);

/**
 * FSLogix, which keeps profiles on virtual disks of their own. It writes 25 for every profile it loaded or could not load;
 * the names of its values are published nowhere, their order is. From 100 on the state is a step of a good load.
 */
export const profileContainerRows: readonly CatalogRow[] = [
  row(
    25,
    'profile-container-failed',
    { state: number(0), code: code(2), account: of('account', 3) },
    "{account}'s profile container could not be used, FSLogix status {state}[: {code}]",
    { keepIf: { state: { test: 'range', atLeast: 1, atMost: 99 } } },
  ),
];
