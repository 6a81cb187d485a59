import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', 'manifest');

/** What the protocol stack says of the picture: module, driver, encoder, resolution. Ids and fields from its manifest. */
export const rdpCoreGraphicsRows: readonly CatalogRow[] = [
  row(
    1,
    'graphics-start-failed',
    { code: code('HresultCode') },
    'the graphics module could not start: {code}',
  ),
  row(3, 'graphics-start-failed', { code: code('ErrorCode') }, 'the RemoteFX module could not start: {code}'),
  row(4, 'graphics-start-failed', { code: code('ErrorCode') }, 'the RemoteFX module failed badly: {code}'),
  row(
    35,
    'graphics-start-failed',
    { code: code('HresultCode') },
    'the host-mode graphics module could not start: {code}',
  ),
  row(
    36,
    'graphics-start-failed',
    { code: code('ErrorCode') },
    'the host-mode graphics module could not start: {code}',
  ),
  row(7, 'graphics-resolution-failed', {}, 'the resolution that the client asked for could not be set'),
  row(38, 'graphics-resolution-failed', {}, 'the host-mode resolution could not be set'),
  row(8, 'graphics-ended', {}, 'the graphics module ended'),
  row(
    71,
    'display-driver-chosen',
    { connectionName: text('ConnectionName'), driver: text('DisplayDriverName') },
    'connection {connectionName} uses display driver {driver}',
  ),
  row(
    161,
    'graphics-encoder-failed',
    { code: code('ErrorCode'), component: text('ServerName') },
    'the graphics encoder failed: {code}',
  ),
  row(
    162,
    'graphics-agreed',
    { version: text('Version'), mode: text('ClientMode'), avc: text('AvcEnabled') },
    'graphics protocol {version} agreed on with the client',
  ),
  row(163, 'graphics-client-old', {}, 'the client speaks RDP 7.1 or older'),
  row(164, 'graphics-unsupported', {}, 'the client offered graphics that are not supported'),
  row(
    70,
    'listener-ready',
    { driver: text('DisplayDriverName') },
    'the listener is up with display driver {driver}',
  ),
  row(
    104,
    'client-timezone',
    { hours: number('TimezoneBiasHour') },
    "the client's clock is {hours} hours from UTC",
  ),
];
