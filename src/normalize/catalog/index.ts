import type { CatalogRow } from '../catalog-row.ts';
import { capi2Rows } from './capi2.ts';
import { firewallRows } from './firewall.ts';
import { gatewayRows } from './gateway.ts';
import { kerberosCertificateRows, kerberosKeyRows, kerberosRows } from './kerberos.ts';
import { licenseServerRows } from './license-server.ts';
import { licensingRows } from './licensing.ts';
import { localSessionFaultRows } from './local-session-faults.ts';
import { localSessionManagerRows } from './local-session-manager.ts';
import { lsaRows } from './lsa.ts';
import { machineRows } from './machine.ts';
import { networkRows } from './network.ts';
import { ntlmRows } from './ntlm.ts';
import { policyServerRows } from './policy-server.ts';
import { profileContainerRows } from './profile-containers.ts';
import { profileRows, winlogonRows } from './profiles.ts';
import { rdpCertificateRows } from './rdp-certificates.ts';
import { rdpClientStepRows } from './rdp-client-steps.ts';
import { rdpClientRows } from './rdp-client.ts';
import { rdpCoreCdvRows } from './rdp-core-cdv.ts';
import { rdpCoreGraphicsRows } from './rdp-core-graphics.ts';
import { rdpCoreTransportRows } from './rdp-core-transport.ts';
import { rdpCoreRows } from './rdp-core.ts';
import { remoteConnectionManagerRows } from './remote-connection-manager.ts';
import { remoteSessionRows } from './remote-sessions.ts';
import { schannelCertificateRows } from './schannel-certificates.ts';
import { schannelRows } from './schannel.ts';
import { securityChangeRows } from './security-changes.ts';
import { securityKerberosRows } from './security-kerberos.ts';
import { securityRows } from './security.ts';
import { serviceRows } from './services.ts';
import { sessionBrokerClientRows, sessionBrokerRows } from './session-broker.ts';
import { storageRows } from './storage.ts';
import { termDdRows } from './term-dd.ts';
import { updateRows } from './updates.ts';
import { virtualDesktopAgentRows } from './virtual-desktop-agent.ts';

/** Every event that can bear on a connection, by provider. */
export const catalogRows: readonly CatalogRow[] = [
  ...rdpCoreRows,
  ...rdpCoreGraphicsRows,
  ...rdpCoreTransportRows,
  ...rdpCoreCdvRows,
  ...remoteConnectionManagerRows,
  ...rdpCertificateRows,
  ...remoteSessionRows,
  ...licensingRows,
  ...licenseServerRows,
  ...localSessionManagerRows,
  ...localSessionFaultRows,
  ...termDdRows,
  ...gatewayRows,
  ...policyServerRows,
  ...sessionBrokerClientRows,
  ...sessionBrokerRows,
  ...rdpClientRows,
  ...rdpClientStepRows,
  ...schannelRows,
  ...schannelCertificateRows,
  ...capi2Rows,
  ...lsaRows,
  ...kerberosRows,
  ...kerberosKeyRows,
  ...kerberosCertificateRows,
  ...ntlmRows,
  ...securityRows,
  ...securityKerberosRows,
  ...securityChangeRows,
  ...profileRows,
  ...profileContainerRows,
  ...winlogonRows,
  ...serviceRows,
  ...machineRows,
  ...storageRows,
  ...networkRows,
  ...firewallRows,
  ...updateRows,
  ...virtualDesktopAgentRows,
];
