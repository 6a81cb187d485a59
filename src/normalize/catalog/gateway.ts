import { address, code, number, port, text, userOf, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { archived } from './sources.ts';

const provider = 'Microsoft-Windows-TerminalServices-Gateway';
const row = rowsOf(provider, 'documented');
const told = rowsOf(provider, 'community');

const user = { ...userOf('Username'), client: address('IpAddress') };
// Only an opened channel tells the port, behind the address.
const channel = { ...user, clientPort: port('IpAddress') };
const request = {
  ...user,
  method: text('AuthType'),
  target: text('Resource'),
  protocol: text('ConnectionProtocol'),
  code: code('ErrorCode'),
};
const refused = { ...user, target: text('Resource') };
const end = { ...request, seconds: number('SessionDuration') };

/**
 * The RD Gateway. The layout is that of 200, 300, 302 and 303 in real logs; the refusals are taken to share it. The
 * order of the fields changed when ConnectionProtocol came in: read by name, always.
 */
export const gatewayRows: readonly CatalogRow[] = [
  row(312, 'gateway-channel-opened', channel, '{account} opened an outbound channel from {client}'),
  row(313, 'gateway-channel-opened', channel, '{account} opened an inbound channel from {client}'),
  row(200, 'gateway-user-admitted', request, 'the gateway admitted {account} from {client}'),
  row(201, 'gateway-user-refused', request, 'the gateway refused {account} from {client}: {code}'),
  row(
    203,
    'gateway-limit-reached',
    request,
    'the gateway had no connection left for {account} from {client}',
  ),
  told(
    204,
    'gateway-health-refused',
    request,
    'the computer of {account} did not meet the health requirement',
  ),
  row(300, 'gateway-target-allowed', request, 'the gateway allowed {account} to go to {target}'),
  row(301, 'gateway-target-refused', request, 'the gateway refused {account} the way to {target}: {code}'),
  // The user may use the gateway, and some target, but not this one. Its text has no error, and counts its values
  // otherwise than 200 does: that they have the same names is inferred.
  rowsOf(provider, 'inferred', archived('Event ID 308, RD Gateway Server Connections', 'ee891166'))(
    308,
    'gateway-target-refused',
    refused,
    'the gateway refused {account} the way to {target}',
  ),
  row(302, 'gateway-connected', request, 'the gateway connected {account} to {target}'),
  row(304, 'gateway-target-unreachable', request, 'the gateway could not reach {target}: {code}'),
  row(303, 'gateway-disconnected', end, '{account} was disconnected from {target} after {seconds} s: {code}'),
  row(202, 'gateway-disconnected-by-admin', end, 'an administrator disconnected {account} from {target}'),
  // Microsoft's page speaks of an authentication method that the gateway does not support; no log has shown it.
  row(
    305,
    'gateway-method-refused',
    request,
    'the gateway does not accept how {account} authenticates[: {code}]',
    { source: archived('Event ID 305, RD Gateway Server Connections', 'ee890884') },
  ),
  row(306, 'gateway-tunnel-failed', request, 'the gateway could make no tunnel for {account}[: {code}]', {
    source: archived('Event ID 306, RD Gateway Server Connections', 'ee907345'),
  }),
  row(307, 'gateway-timeout', user, "the gateway's session time for {account} was over"),
  row(309, 'gateway-reauthentication-failed', user, '{account} could not be authenticated again'),
  told(205, 'gateway-udp-connected', user, 'UDP side channel through the gateway connected'),
  told(206, 'gateway-udp-failed', user, 'UDP side channel through the gateway failed'),
  told(208, 'gateway-udp-disconnected', user, 'UDP side channel through the gateway disconnected'),
  told(102, 'gateway-certificate-missing', {}, 'the gateway has no valid certificate'),
  told(103, 'gateway-certificate-inaccessible', {}, 'the gateway may not use its certificate'),
  told(100, 'gateway-service-failed', {}, 'the gateway service could not start'),
  told(101, 'gateway-service-started', {}, 'the gateway service started'),
  told(400, 'gateway-service-stopping', {}, 'the gateway service is stopping'),
];
