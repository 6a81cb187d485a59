import { code, text, type CatalogRow } from '../catalog-row.ts';
import { alsoFrom, rowsOf } from './rows-of.ts';
import { TERM_SERVICE } from './sources.ts';

const manager = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
const row = rowsOf(manager, 'manifest');

// Unnamed in the classic source, Param1 in the manifest that took it over.
const client = { clientName: text('Param1', 0) };
const server = { server: text('Param1', 0) };
const date = { date: text('Param1', 0) };
const error = { code: code('errorCode', 0) };

/** Numbers until 1709, written by the classic source. */
const old: readonly CatalogRow[] = [
  row(1003, 'client-license-invalid', client, 'the licence of the client[ {clientName}] is not valid'),
  row(1004, 'client-license-not-issued', {}, 'no licence could be given to the client'),
  row(
    1011,
    'client-license-expired',
    client,
    'the temporary licence of the client[ {clientName}] has expired',
  ),
  row(1028, 'client-license-not-renewed', client, 'the licence of {clientName} could not be renewed'),
  row(1043, 'license-server-refuses', server, 'the licence server {server} does not talk to this host'),
  row(1061, 'user-license-unread', error, "a user's licence could not be read from the directory: {code}"),
  row(1128, 'license-grace-over', {}, 'the licensing grace period is over and there is no licence server'),
  row(1129, 'license-grace-ending', date, 'the licensing grace period ends: {date}'),
  row(1130, 'license-server-unspecified', {}, 'no licence server is specified'),
  row(1131, 'license-server-unreachable', server, 'the licence server {server} cannot be reached'),
  row(1132, 'license-server-too-old', server, 'the licence server {server} is too old for this system'),
  row(1133, 'license-certificate-invalid', {}, "this host's licensing certificate is not valid"),
];

/** The numbers since 1803; 50304 to 50312 are those of a virtualization host. */
const current: readonly CatalogRow[] = [
  row(50180, 'client-license-not-renewed', client, 'the licence of {clientName} could not be renewed'),
  row(50195, 'license-server-refuses', server, 'the licence server {server} does not talk to this host'),
  row(50213, 'user-license-unread', error, "a user's licence could not be read from the directory: {code}"),
  row(50215, 'user-license-unread', error, "a user's licence could not be read from Azure AD: {code}"),
  row(50216, 'user-license-unread', error, "a user's licence failed in Azure AD: {code}"),
  row(50280, 'license-grace-over', {}, 'the licensing grace period is over and there is no licence server'),
  row(50281, 'license-grace-ending', date, 'the licensing grace period ends: {date}'),
  row(50282, 'license-server-unspecified', {}, 'no licence server is specified'),
  row(50283, 'license-server-unreachable', server, 'the licence server {server} cannot be reached'),
  row(50284, 'license-server-too-old', server, 'the licence server {server} is too old for this system'),
  row(50285, 'license-certificate-invalid', {}, "this host's licensing certificate is not valid"),
  row(50304, 'client-license-not-issued', {}, 'the virtualization host could give no licence'),
  row(50305, 'license-mode-overdue', {}, 'grace period over on the virtualization host, no mode is set'),
  row(50306, 'license-grace-over', {}, 'grace period over on the virtualization host, no licence server'),
  row(50307, 'license-grace-ending', date, 'grace period of the virtualization host ends: {date}'),
  row(50308, 'license-server-unspecified', {}, 'the virtualization host knows no licence server'),
  row(50309, 'license-server-unreachable', server, 'the virtualization host cannot reach {server}'),
  row(50310, 'license-server-too-old', server, 'the licence server {server} is too old'),
  row(50311, 'license-certificate-invalid', {}, "the virtualization host's licensing certificate is invalid"),
  row(50312, 'license-server-refuses', server, 'the licence server {server} refuses the virtualization host'),
];

/** A session host's licensing, in both numberings and under the source's old and new name. */
export const licensingRows: readonly CatalogRow[] = [
  ...old,
  ...current,
  row(1068, 'license-mode-unset', {}, 'the licensing mode is not set'),
  row(1069, 'license-mode-overdue', {}, 'the licensing grace period is over and no mode is set'),
  row(20497, 'license-slow', {}, "the client's licence took long"),
  ...alsoFrom('TermService', old, { source: TERM_SERVICE }),
  rowsOf('TermService', 'documented')(1010, 'license-server-unreachable', {}, 'no licence server was found'),
  rowsOf('TermService', 'documented')(1088, 'license-grace-over', {}, 'the licensing grace period is over'),
];
