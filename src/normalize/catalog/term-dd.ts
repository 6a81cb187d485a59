import { address, of, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('TermDD', 'community');

/** The driver that older systems' stack is: Windows 7, Server 2008 R2 and before. */
export const termDdRows: readonly CatalogRow[] = [
  row(
    50,
    'stream-error',
    { component: text(1) },
    'the {component} part of the stack found an error and dropped the client',
  ),
  // The status is the last DWORD of the binary data; without one the event says nothing about the cause.
  row(
    56,
    'security-layer-failed',
    { client: address(1), code: of('last-dword', 'Binary') },
    'the security layer dropped the client {client}[: {code}]',
    { stage: 'tls' },
  ),
];
