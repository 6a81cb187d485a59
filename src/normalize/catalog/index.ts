import type { CatalogRow } from '../catalog-row.ts';
import { localSessionManagerRows } from './local-session-manager.ts';
import { rdpClientRows } from './rdp-client.ts';
import { rdpCoreRows } from './rdp-core.ts';
import { remoteConnectionManagerRows } from './remote-connection-manager.ts';
import { schannelRows } from './schannel.ts';
import { securityRows } from './security.ts';
import { systemRows } from './system.ts';

/** Every event that can bear on a connection, by provider. */
export const catalogRows: readonly CatalogRow[] = [
  ...rdpCoreRows,
  ...remoteConnectionManagerRows,
  ...localSessionManagerRows,
  ...rdpClientRows,
  ...schannelRows,
  ...securityRows,
  ...systemRows,
];
