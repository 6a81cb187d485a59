import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', 'manifest');

/** What the protocol stack says of the way the bytes take: UDP, DTLS, a poor link, errors without a place. */
export const rdpCoreTransportRows: readonly CatalogRow[] = [
  row(100, 'udp-supported', {}, 'the client can use a UDP side channel'),
  row(105, 'protocol-error', {}, 'a protocol error without particulars'),
  row(
    137,
    'link-poor',
    { rttMs: number('RTT'), bandwidth: number('Bandwidth') },
    'poor link: round trip {rttMs} ms',
  ),
  row(138, 'dtls-failed', { code: code('ResultCode') }, 'DTLS could not start, TLS over TCP is used: {code}'),
  row(
    145,
    'connection-idle-time',
    { idleSeconds: number('IdleSeconds') },
    'the connection had been idle for {idleSeconds} s',
  ),
  row(
    146,
    'auto-reconnect-failed',
    { code: code('Error') },
    'the client could not reconnect by itself: {code}',
  ),
  // Written to the Debug channel, which is off unless somebody turns it on.
  row(153, 'tls-established', { protocol: text('TLSVersion') }, 'TLS version {protocol}', { stage: 'tls' }),
  row(154, 'stack-error', { code: code('Error'), message: text('Message') }, 'the stack met error {code}'),
  row(
    291,
    'udp-failed',
    { code: code('Error') },
    'the side channel could not be opened towards the client: {code}',
  ),
];
