import { address, number, port, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV', 'community');

/** The protocol stack of Azure Virtual Desktop hosts; field names taken to be those of RdpCoreTS. */
export const rdpCoreCdvRows: readonly CatalogRow[] = [
  row(
    131,
    'connection-accepted',
    { transport: text('ConnType'), client: address('ClientIP'), clientPort: port('ClientIP') },
    '{transport} connection accepted from {client}[:{clientPort}]',
    { stage: 'network' },
  ),
  row(
    135,
    'udp-result',
    { tunnel: number('TunnelID'), result: text('TransportType') },
    'side channel {tunnel}: {result}',
  ),
];
