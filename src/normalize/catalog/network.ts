import { address, number, of, oneOf, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { both } from './sources.ts';

const profile = rowsOf('Microsoft-Windows-NetworkProfile', 'community');
const netlogon = rowsOf('NETLOGON', 'community');
/** The Windows SDK's header has the texts of the four, and so the order of their values. */
const HEADER = 'lmerrlog.h of the Windows SDK: https://learn.microsoft.com/windows/win32/api/lmerrlog/';
const joined = rowsOf('NETLOGON', 'sample', HEADER);
const ports = rowsOf('Tcpip', 'community');
const conflict = rowsOf(
  'Tcpip',
  'documented',
  both(
    'KB 948363: https://mskb.pkisolutions.com/kb/948363',
    'of the address 0.0.0.0, KB 178550: https://support.microsoft.com/kb/178550',
  ),
);

const network = { name: text('Name'), category: number('Category'), state: number('State') };

/** The ground that connections stand on: the network's place, names, ports, the way to the domain. */
export const networkRows: readonly CatalogRow[] = [
  profile(
    10000,
    'network-profile-changed',
    network,
    'network {name} connected, category {category} (0 public, 1 private, 2 domain)',
  ),
  profile(10001, 'network-disconnected', network, 'network {name} disconnected'),
  rowsOf('Microsoft-Windows-DNS-Client', 'community')(
    1014,
    'name-lookup-failed',
    { name: text('QueryName') },
    'no name server answered for {name}',
    // Asked for by every Windows that looks for a proxy.
    { keepIf: { name: { test: 'not', of: oneOf('wpad') } } },
  ),
  ports(4227, 'ports-exhausted', {}, 'no outgoing port was free: too many connections wait for their end'),
  ports(4231, 'ports-exhausted', {}, 'no outgoing port could be had'),
  ...[4198, 4199].map((eventId) =>
    conflict(
      eventId,
      'address-conflict',
      // The first value is the device; what asks for its first address has none yet, and that is no conflict.
      { address: address(1), hardware: text(2) },
      'another device, {hardware}, uses the address {address} of this machine',
      { keepIf: { address: { test: 'present', present: true } } },
    ),
  ),
  netlogon(
    5719,
    'domain-controller-unreachable',
    { domain: text(0), error: text(1), code: of('dword', 'Binary') },
    'no domain controller of {domain} answers[: {code}]',
  ),
  rowsOf(
    'NETLOGON',
    'documented',
    both(
      HEADER,
      'https://learn.microsoft.com/troubleshoot/windows-server/windows-security/broken-trust-relationship-domain-joined-device-its-domain-secure-channel-issues',
    ),
  )(
    3210,
    'secure-channel-refused',
    { server: text(1), domain: text(0), code: of('dword', 'Binary') },
    'the domain does not know this computer any more[: {code}]',
  ),
  rowsOf('NETLOGON', 'documented', both(HEADER, 'https://support.microsoft.com/kb/810977'))(
    5722,
    'secure-channel-refused',
    { workstation: text(0), error: text(2), code: of('dword', 'Binary') },
    'the computer {workstation} could not authenticate[: {code}]',
  ),
  joined(
    5723,
    'secure-channel-refused',
    { workstation: text(0), account: text(1), code: of('dword', 'Binary') },
    'the computer {workstation} has no account in the domain[: {code}]',
  ),
  joined(
    5805,
    'secure-channel-refused',
    { workstation: text(0), error: text(1), code: of('dword', 'Binary') },
    'the computer {workstation} was refused by the domain[: {code}]',
  ),
];
