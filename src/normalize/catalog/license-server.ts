import { text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const provider = 'Microsoft-Windows-TerminalServices-Licensing';
const row = rowsOf(provider, 'documented');
const told = rowsOf(provider, 'community');

/** The licence server's own log. The order of the values of 21 and 4105 from Microsoft's texts; names are not known. */
export const licenseServerRows: readonly CatalogRow[] = [
  told(0, 'license-service-started', {}, 'the licensing service started'),
  told(3, 'license-service-stopped', {}, 'the licensing service stopped'),
  told(7, 'license-service-busy', {}, 'the licensing service was too busy to tell the other servers'),
  told(9, 'license-service-failed', {}, 'the licence database is not valid'),
  told(12, 'license-service-failed', {}, 'the licensing service denies all requests: it could not start'),
  told(14, 'licenses-undetected', {}, 'the installed licences were not found'),
  row(16, 'license-not-returned', {}, 'an expired licence was not given back'),
  told(17, 'license-certificate-invalid', {}, "the licence server's certificate is damaged"),
  told(
    18,
    'license-server-not-activated',
    {},
    'the licence server is not activated: temporary licences only',
  ),
  told(19, 'license-certificate-invalid', {}, 'the licence server has to be activated anew: its certificate'),
  told(20, 'licenses-exhausted', {}, 'not enough licences of one kind'),
  row(
    21,
    'licenses-exhausted',
    { server: text(0), licenseType: text(1), host: text(2) },
    'no permanent licence "{licenseType}" is left for {host}',
  ),
  row(71, 'license-group-missing', {}, 'the group of allowed session hosts could not be made'),
  row(
    4105,
    'license-user-not-updated',
    { account: text(0), domain: text(1) },
    'the licence of {account} could not be noted in the directory',
  ),
  row(4140, 'license-group-missing', {}, 'the group of allowed session hosts is required but missing'),
  row(4141, 'license-host-refused', {}, 'a session host outside the allowed group was refused'),
];
