import type { CodeFamily } from './code-meaning.ts';

/** What a family is called, where its numbers stand, and how people see them. */
export interface FamilyFacts {
  readonly title: string;
  /** The fields and places that hold such a number. */
  readonly where: string;
  readonly base: 'hex' | 'decimal';
}

export const families: Readonly<Record<CodeFamily, FamilyFacts>> = {
  'disconnect-reason': {
    title: 'disconnect reason of the client',
    where: 'the first code of the dialog; RDPClient 1026, Value',
    base: 'hex',
  },
  'extended-reason': {
    title: 'extended disconnect reason',
    where: 'the second code of the dialog ("Extended error code"); no event holds it',
    base: 'hex',
  },
  'error-info': {
    title: 'error info the server sent (ERRINFO)',
    where: 'RdpCoreTS 72, SetErrorInfo; in RdpCoreTS 103 and LSM 40 from 13 on',
    base: 'hex',
  },
  'session-reason': {
    title: "session manager's disconnect reason",
    where: 'LocalSessionManager 40, Reason; not RDPClient 1026',
    base: 'decimal',
  },
  'connection-reason': {
    title: 'reason a connection ended',
    where: 'RdpCoreTS 103, ReasonCode',
    base: 'decimal',
  },
  ntstatus: {
    title: 'status of Windows (NTSTATUS)',
    where: 'Security 4625, Status and SubStatus; 4776; TermDD 56, the last four bytes of its data',
    base: 'hex',
  },
  hresult: {
    title: 'result code (HRESULT)',
    where: 'RdpCoreTS 139, 226, 227; Schannel 36870; LSM 17, 36; TermService 1057, 1058',
    base: 'hex',
  },
  win32: {
    title: 'system error (Win32)',
    where:
      'service errors 7000 to 7024; RdpCoreTS 142, 143, 147; RD Gateway 200 to 305; as 0x8007xxxx in HRESULT fields',
    base: 'decimal',
  },
  kerberos: {
    title: 'Kerberos result',
    where: 'Security 4768, 4769, 4771 on the domain controller',
    base: 'hex',
  },
  'tls-alert': {
    title: 'TLS alert',
    where: 'Schannel 36887 (received) and 36888 (sent), AlertDesc',
    base: 'decimal',
  },
  'schannel-state': {
    title: 'inner state of Schannel',
    where: 'Schannel 36870, 36871, 36888: ErrorState',
    base: 'decimal',
  },
  'logon-type': {
    title: 'logon type',
    where: 'Security 4624, 4625, LogonType',
    base: 'decimal',
  },
  'policy-server-reason': {
    title: 'reason of a Network Policy Server (NPS)',
    where: 'Security 6273, 6274 on the gateway or its policy server, ReasonCode',
    base: 'decimal',
  },
  'negotiation-failure': {
    title: 'refusal while the security is negotiated (RDP_NEG_FAILURE)',
    where: 'only on the wire; no event holds it',
    base: 'decimal',
  },
  'licence-error': {
    title: 'licensing error message',
    where: 'only on the wire; no event holds it',
    base: 'hex',
  },
  'licence-transition': {
    title: 'next step after a licensing error',
    where: 'only on the wire; no event holds it',
    base: 'hex',
  },
  'udp-fallback': {
    title: 'why UDP is not used',
    where: 'RdpCoreTS 135, TransportType',
    base: 'decimal',
  },
  'network-detection': {
    title: 'why the network is not measured',
    where: 'RdpCoreTS 101, ReasonString',
    base: 'decimal',
  },
  'stack-trace': {
    title: 'trace of the RDP stack',
    where: 'RdpCoreTS 226, 227',
    base: 'hex',
  },
};
