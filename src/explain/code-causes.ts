import type { CodeFamily } from '../codes/dictionary.ts';
import { DUPLICATE_SIDS } from '../normalize/catalog/sources.ts';
import type { Basis, CauseClass } from '../model/vocabulary.ts';

/** Causes that can show as these numbers. Patterns add to it: a sign that names a code is a link as well. */
export interface CodeCauses {
  readonly family: CodeFamily;
  readonly codes: readonly number[];
  readonly causes: readonly string[];
  readonly basis: Basis;
  readonly source: string;
}

/** What "the other end closed it" leaves open: it broke after something had answered. */
// prettier-ignore
export const brokenOff: readonly string[] = [
  'rdp-cert-private-key-unreadable', 'rdp-cert-create-failed', 'rdp-cert-renew-failed', 'rdp-cert-expired-custom',
  'dependency-service-stopped', 'tls-version-disabled', 'no-common-cipher', 'tls-interference-middlebox',
  'security-layer-mismatch', 'fips-mismatch', 'termservice-crash-loop',
  'rdp-wrapper-broken-by-update', 'session-host-license-certificate-corrupt', 'drain-mode',
  'nla-domain-controller-unreachable', 'listener-missing-or-corrupt', 'port-conflict',
  'rds-grace-expired-no-license-server', 'rds-license-mode-not-set', 'rds-license-server-unreachable',
  'rds-cals-exhausted-or-wrong-type', 'max-connections-reached', 'session-limit-two-admin', 'console-user-holds-seat',
  'server-denied-0x7-generic', 'network-drop-during-session', 'udp-session-freeze-or-drop', 'display-driver-failure',
  'wrong-password', 'not-in-remote-desktop-users', 'credssp-oracle-remediation', 'nla-required-client-not-capable',
  'name-resolves-to-wrong-host',
];

/** Licensing has extended codes of its own: who sees another one has met something else. */
// prettier-ignore
const licensingCauses: ReadonlySet<string> = new Set([
  'rds-grace-expired-no-license-server', 'rds-license-mode-not-set', 'rds-license-server-unreachable',
  'rds-cals-exhausted-or-wrong-type',
]);
/** Nobody denies what breaks by itself. */
const breaks: ReadonlySet<string> = new Set(['network-drop-during-session', 'udp-session-freeze-or-drop']);
/** What "the server denied it" leaves open. */
const denied = brokenOff.filter((id) => !licensingCauses.has(id) && !breaks.has(id));

/** Codes that only say that it broke, or whose meaning nobody publishes: they do not speak against any cause. */
export const vagueCodes: Partial<Readonly<Record<CodeFamily, readonly number[]>>> = {
  'disconnect-reason': [0, 3, 4, 519, 772, 1028, 1302, 1796, 2308, 2820, 3334, 4356, 4360],
  'extended-reason': [0, 7],
  'session-reason': [0, 7],
};

export const isVague = ({ family, code }: { readonly family: CodeFamily; readonly code: number }): boolean =>
  vagueCodes[family]?.includes(code) === true;

/** What a code cannot be, whatever else it is. */
export interface CodeExclusion {
  readonly family: CodeFamily;
  readonly codes: readonly number[];
  readonly classes: readonly CauseClass[];
  readonly because: string;
}

export const codeExclusions: readonly CodeExclusion[] = [
  {
    family: 'extended-reason',
    codes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 25, 26, 768],
    classes: ['licensing'],
    because: 'is no licensing code; those are 0x100 to 0x10B',
  },
];

// prettier-ignore
const notReached = [
  'no-connection-reached-server', 'local-firewall-block', 'network-profile-public', 'remote-desktop-disabled',
  'termservice-stopped', 'listener-missing-or-corrupt', 'port-conflict', 'rdp-port-changed', 'name-resolves-to-wrong-host',
];

const disconnect = 'Microsoft: OnDisconnected; what the code is called';
const clientList = 'TechNet wiki 37870 (client codes)';
const audit = 'Microsoft: event 4625';
const name = "the code's own name";
const order = 'put together from event texts and real logs';

const row = (
  family: CodeFamily,
  codes: readonly number[],
  causes: readonly string[],
  basis: Basis,
  source: string,
): CodeCauses => ({ family, codes, causes, basis, source });

// prettier-ignore
export const codeCauses: readonly CodeCauses[] = [
  row('disconnect-reason', [2308], brokenOff, 'community', order),
  row('disconnect-reason', [0, 1, 2, 263, 2824], ['client-canceled', 'normal-disconnect-or-logoff'], 'documented', disconnect),
  row('disconnect-reason', [3], ['server-denied-0x7-generic', 'admin-disconnected', 'server-shutdown-or-restart', 'session-creation-failed'], 'inferred', order),
  row('disconnect-reason', [4], ['session-creation-failed', 'termservice-crash-loop', 'rdp-wrapper-broken-by-update', 'network-drop-during-session'], 'community', 'GitHub issues'),
  row('disconnect-reason', [260, 520, 1288, 1540], ['dns-resolution-failed', 'rdp-file-or-name-invalid'], 'documented', disconnect),
  row('disconnect-reason', [264, 516], notReached, 'inferred', order),
  row('disconnect-reason', [772, 1028], ['network-drop-during-session', 'termservice-crash-loop', 'udp-session-freeze-or-drop'], 'inferred', order),
  row('disconnect-reason', [1796], ['network-drop-during-session', 'rdp-service-busy-memory', 'no-connection-reached-server'], 'inferred', order),
  row('disconnect-reason', [776, 2052, 1032], ['rdp-file-or-name-invalid'], 'documented', disconnect),
  row('disconnect-reason', [262, 518, 774, 4104], ['client-out-of-resources'], 'documented', disconnect),
  row('disconnect-reason', [1030, 1286, 1542, 2310, 2566, 2822, 3078], ['security-layer-mismatch', 'fips-mismatch', 'tls-interference-middlebox'], 'inferred', order),
  row('disconnect-reason', [1798, 2311], ['client-rejects-server-cert', 'rdp-cert-thumbprint-mismatch'], 'inferred', order),
  row('disconnect-reason', [6919], ['client-rejects-server-cert', 'rdp-cert-expired-custom', 'clock-skew'], 'documented', disconnect),
  row('disconnect-reason', [2820, 2825], ['nla-required-client-not-capable', 'security-layer-mismatch'], 'community', clientList),
  row('disconnect-reason', [3590], ['fips-mismatch'], 'community', clientList),
  row('disconnect-reason', [3593], ['restricted-admin-or-rcg-unsupported'], 'community', clientList),
  row('disconnect-reason', [3848, 5639, 5895], ['delegation-policy-blocks', 'protected-user-or-credential-guard'], 'documented', disconnect),
  row('disconnect-reason', [8455], ['saved-credentials-refused', 'delegation-policy-blocks'], 'documented', disconnect),
  row('disconnect-reason', [6151], ['nla-domain-controller-unreachable'], 'documented', disconnect),
  row('disconnect-reason', [7431], ['clock-skew', 'tcp-port-exhaustion'], 'documented', 'https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-cannot-verify-identity-connecting-remote-machine'),
  row('disconnect-reason', [2055], ['wrong-password', 'unknown-user'], 'documented', disconnect),
  row('disconnect-reason', [2567], ['unknown-user'], 'documented', disconnect),
  row('disconnect-reason', [2823], ['account-disabled'], 'documented', disconnect),
  row('disconnect-reason', [3079], ['account-restriction-blank-password', 'logon-hours-or-workstation'], 'documented', disconnect),
  row('disconnect-reason', [3335], ['account-locked-out'], 'documented', disconnect),
  row('disconnect-reason', [3591], ['account-expired'], 'documented', disconnect),
  row('disconnect-reason', [3847], ['password-expired'], 'documented', disconnect),
  row('disconnect-reason', [4615], ['password-must-change'], 'documented', disconnect),
  row('disconnect-reason', [4103, 4359], ['logon-hours-or-workstation'], 'community', clientList),
  row('disconnect-reason', [4871], ['not-in-remote-desktop-users', 'network-logon-right-missing', 'deny-logon-rds'], 'documented', 'Microsoft: cannot authenticate, must authenticate twice'),
  row('disconnect-reason', [266, 522, 778, 1034, 7175, 8711], ['smart-card-problem'], 'community', clientList),
  row('disconnect-reason', [2056, 2312], ['rds-grace-expired-no-license-server', 'rds-license-server-unreachable', 'rds-cals-exhausted-or-wrong-type', 'client-license-corrupt-or-expired'], 'inferred', order),
  row('disconnect-reason', [261, 265], ['client-license-corrupt-or-expired'], 'community', clientList),
  row('disconnect-reason', [267], ['client-license-store-access-denied'], 'community', clientList),
  row('disconnect-reason', [1800], ['console-self-connect', 'listener-missing-or-corrupt'], 'community', clientList),
  row('disconnect-reason', [1024, 1026, 1029, 1031, 1033, 1040, 1041, 1042], ['broker-redirect-failed'], 'community', clientList),
  row('disconnect-reason', [50331649, 50331669, 50331674, 50331686], ['rdg-user-credentials'], 'community', clientList),
  row('disconnect-reason', [50331650], ['cert-revocation-unreachable'], 'community', clientList),
  row('disconnect-reason', [50331651, 50331652, 50331653, 50331654, 50331655, 50331688], ['rdg-certificate'], 'community', clientList),
  row('disconnect-reason', [50331656], ['rdg-target-unreachable'], 'community', clientList),
  row('disconnect-reason', [50331719], ['rdg-target-unreachable', 'rdg-rap-denied'], 'inferred', 'read from the words of the code'),
  row('disconnect-reason', [50331660], ['rdg-certificate', 'dns-resolution-failed', 'rdp-file-or-name-invalid'], 'inferred', order),
  row('disconnect-reason', [50331657, 50331658, 50331661, 50331663], ['rdg-limit-or-timeout', 'rdg-certificate'], 'inferred', order),
  row('disconnect-reason', [50331676, 50331679], ['rdg-cap-denied'], 'community', clientList),
  row('disconnect-reason', [50331675], ['rdg-rap-denied', 'rdg-cap-denied'], 'community', clientList),
  row('disconnect-reason', [50331717], ['rdg-rap-denied'], 'community', clientList),
  row('disconnect-reason', [50331718], ['drain-mode', 'max-connections-reached', 'virtual-desktop-agent-broken', 'virtual-desktop-unreachable', 'virtual-desktop-unregistered'], 'community', 'blog: No Available Resources Error when attempting to connect to Azure Virtual Desktop; Microsoft: session host statuses and health checks'),
  row('disconnect-reason', [50331687, 50331690], ['rdg-nap-health-denied'], 'community', clientList),
  row('disconnect-reason', [50331672, 50331673, 50331682, 50331698, 50331699, 50331704, 50331705], ['rdg-limit-or-timeout'], 'community', clientList),
  row('disconnect-reason', [519], ['wrong-password', 'password-expired', 'ntlm-restricted'], 'community', "Microsoft: what's new in the macOS client; blog: Mac RDP Client: Kerberos and Protected Users Guide"),
  row('disconnect-reason', [3079], ['protected-user-or-credential-guard'], 'community', 'blog: Mac RDP Client: Kerberos and Protected Users Guide'),
  row('disconnect-reason', [1302], ['session-replaced', 'no-connection-reached-server'], 'community', 'help pages of play2go; 42jerrykim.github.io on 0x516'),
  row('disconnect-reason', [3076, 100663299], ['network-drop-during-session'], 'community', 'MicrosoftDocs/azure-docs #81304, neutrinolabs/xrdp #1443'),
  row('disconnect-reason', [3334, 4360], ['client-out-of-resources'], 'community', 'mRemoteNG documentation, #328 and #824'),
  row('disconnect-reason', [4356], ['port-conflict'], 'community', "Microsoft's self-help for Azure VMs, as copied in public; Open Telekom Cloud: FAQ on 0x1104"),
  row('disconnect-reason', [9223], ['not-in-remote-desktop-users', 'deny-logon-rds'], 'community', 'two accounts of it in public repositories'),
  row('extended-reason', [7], denied, 'community', order),
  row('extended-reason', [1, 2], ['admin-disconnected'], 'documented', name),
  row('extended-reason', [3], ['idle-limit'], 'documented', name),
  row('extended-reason', [4], ['active-or-disconnected-limit'], 'documented', name),
  row('extended-reason', [5], ['session-replaced'], 'documented', name),
  row('extended-reason', [6], ['rdp-service-busy-memory'], 'documented', name),
  row('extended-reason', [8], ['fips-mismatch'], 'documented', name),
  row('extended-reason', [9], ['not-in-remote-desktop-users', 'deny-logon-rds'], 'documented', name),
  row('extended-reason', [10], ['saved-credentials-refused', 'delegation-policy-blocks'], 'documented', name),
  row('extended-reason', [11, 12], ['normal-disconnect-or-logoff'], 'documented', name),
  row('extended-reason', [25, 26], ['server-shutdown-or-restart'], 'community', name),
  row('extended-reason', [257], ['rds-grace-expired-no-license-server', 'rds-license-server-unreachable', 'rds-license-server-not-specified', 'rds-license-server-not-activated'], 'documented', name),
  row('extended-reason', [258], ['rds-cals-exhausted-or-wrong-type', 'client-license-corrupt-or-expired'], 'documented', name),
  row('extended-reason', [256, 259, 260, 261, 262, 263, 264, 265], ['client-license-corrupt-or-expired', 'session-host-license-certificate-corrupt'], 'inferred', order),
  row('extended-reason', [266], ['host-not-licensed-for-remote'], 'documented', name),
  row('extended-reason', [267], ['client-license-store-access-denied'], 'documented', name),
  row('extended-reason', [768], ['wrong-password', 'unknown-user'], 'inferred', order),
  row('session-reason', [0], ['normal-disconnect-or-logoff', 'network-drop-during-session'], 'community', order),
  row('session-reason', [7], ['server-denied-0x7-generic'], 'community', order),
  row('session-reason', [1, 2, 11], ['admin-disconnected', 'normal-disconnect-or-logoff'], 'community', order),
  row('session-reason', [3], ['idle-limit'], 'community', order),
  row('session-reason', [4], ['active-or-disconnected-limit'], 'community', order),
  row('session-reason', [5], ['session-replaced'], 'community', order),
  row('error-info', [1, 2], ['admin-disconnected'], 'documented', name),
  row('error-info', [3], ['idle-limit'], 'documented', name),
  row('error-info', [4], ['active-or-disconnected-limit'], 'documented', name),
  row('error-info', [5], ['session-replaced'], 'documented', name),
  row('error-info', [6], ['rdp-service-busy-memory'], 'documented', name),
  row('error-info', [7], ['server-denied-0x7-generic'], 'documented', name),
  row('error-info', [9], ['not-in-remote-desktop-users'], 'documented', name),
  row('error-info', [10], ['saved-credentials-refused'], 'documented', name),
  row('error-info', [15, 17, 18, 4397, 4398, 4399], ['display-driver-failure', 'graphics-encoder-unavailable'], 'community', order),
  row('error-info', [4399], ['rdp-service-busy-memory'], 'community', 'Open Telekom Cloud: FAQ on 0x112f'),
  row('error-info', [16, 23, 24], ['winlogon-or-shell-failure'], 'documented', name),
  row('error-info', [257], ['rds-license-server-unreachable', 'rds-grace-expired-no-license-server'], 'documented', name),
  row('error-info', [258], ['rds-cals-exhausted-or-wrong-type'], 'documented', name),
  row('ntstatus', [0xc000006a], ['wrong-password', 'password-brute-force'], 'documented', audit),
  row('ntstatus', [0xc0000064], ['unknown-user', 'password-brute-force'], 'documented', audit),
  row('ntstatus', [0xc000006d], ['wrong-password', 'unknown-user', 'channel-binding-failure', 'ntlm-restricted', 'password-brute-force'], 'documented', audit),
  row('ntstatus', [0xc000006e], ['account-restriction-blank-password', 'logon-hours-or-workstation'], 'documented', audit),
  row('ntstatus', [0xc000006f, 0xc0000070], ['logon-hours-or-workstation'], 'documented', audit),
  row('ntstatus', [0xc0000071], ['password-expired'], 'documented', audit),
  row('ntstatus', [0xc0000072], ['account-disabled'], 'documented', audit),
  row('ntstatus', [0xc0000193], ['account-expired'], 'documented', audit),
  row('ntstatus', [0xc0000224], ['password-must-change'], 'documented', audit),
  row('ntstatus', [0xc0000234], ['account-locked-out'], 'documented', audit),
  row('ntstatus', [0xc000015b], ['not-in-remote-desktop-users', 'network-logon-right-missing', 'deny-logon-rds'], 'documented', audit),
  row('ntstatus', [0xc0000413], ['selective-authentication'], 'documented', audit),
  row('ntstatus', [0xc0000133], ['clock-skew'], 'documented', audit),
  row('ntstatus', [0xc000005e], ['nla-domain-controller-unreachable', 'netlogon-service-not-running'], 'documented', audit),
  row('ntstatus', [0xc0000192], ['netlogon-service-not-running'], 'documented', audit),
  row('ntstatus', [0xc000018b, 0xc000018d, 0xc0000190], ['broken-secure-channel'], 'documented', name),
  row('ntstatus', [0xc000035b], ['channel-binding-failure', 'tls-interference-middlebox'], 'documented', name),
  row('ntstatus', [0xc00002fd], ['kerberos-encryption-mismatch'], 'documented', name),
  row('ntstatus', [0xc0000418], ['ntlm-restricted'], 'documented', name),
  row('ntstatus', [0xc0000380, 0xc0000381], ['smart-card-problem'], 'documented', name),
  row('ntstatus', [0xc00a0032], ['client-protocol-error', 'tls-or-vulnerability-scanner'], 'community', order),
  row('hresult', [0x80090304, 0x80090308, 0x80090326], ['tls-or-vulnerability-scanner', 'tls-version-disabled', 'no-common-cipher', 'credssp-oracle-remediation'], 'inferred', order),
  row('hresult', [0x80090354, 0x80090355, 0x8010001d, 0x8010002e, 0x80100069, 0x8010006b, 0x8010006c], ['smart-card-problem'], 'documented', name),
  row('hresult', [0x80090302], ['credssp-oracle-remediation', 'tls-version-disabled'], 'documented', 'Microsoft: CredSSP encryption oracle remediation'),
  row('hresult', [0x80090331], ['no-common-cipher', 'tls-version-disabled'], 'documented', name),
  row('hresult', [0x8009030d, 0x80090016, 0x80090010, 0x8009000b, 0x8009000d], ['rdp-cert-private-key-unreadable', 'rdp-cert-create-failed'], 'documented', 'Microsoft: RDP event troubleshooting article'),
  row('hresult', [0x8009000f], ['rdp-cert-renew-failed'], 'documented', 'Microsoft: RDP event troubleshooting article'),
  row('hresult', [0x8009030c], ['wrong-password', 'unknown-user'], 'documented', name),
  row('hresult', [0x8009030e], ['duplicate-machine-sid'], 'documented', DUPLICATE_SIDS),
  row('hresult', [0x80090311], ['nla-domain-controller-unreachable'], 'documented', name),
  row('hresult', [0x80090322, 0x80090303, 0x80090347], ['spn-missing-or-duplicate', 'name-resolves-to-wrong-host'], 'documented', name),
  row('hresult', [0x80090324], ['clock-skew'], 'documented', name),
  row('hresult', [0x80090325, 0x80090327, 0x80090328, 0x800b0101, 0x800b0109, 0x800b010a, 0x800b010f], ['client-rejects-server-cert'], 'documented', name),
  row('hresult', [0x80092012, 0x80092013], ['cert-revocation-unreachable'], 'documented', name),
  row('hresult', [0x80090346], ['channel-binding-failure', 'tls-interference-middlebox'], 'documented', name),
  row('hresult', [0x80090345, 0x8009035e, 0x8009035f], ['delegation-policy-blocks', 'protected-user-or-credential-guard'], 'documented', name),
  row('win32', [64, 121, 10053, 10054, 1236], ['network-drop-during-session', 'client-canceled'], 'inferred', order),
  row('win32', [1225, 10060, 10061], notReached, 'documented', name),
  row('win32', [11001], ['dns-resolution-failed'], 'documented', name),
  row('win32', [10048], ['port-conflict'], 'documented', name),
  row('win32', [1058], ['termservice-disabled', 'dependency-service-stopped'], 'documented', name),
  row('win32', [1067, 1053, 1070], ['termservice-crash-loop', 'rdp-wrapper-broken-by-update'], 'documented', name),
  row('win32', [1068], ['dependency-service-stopped'], 'documented', name),
  row('win32', [1069], ['termservice-wrong-account'], 'documented', name),
  row('win32', [1311, 1355], ['nla-domain-controller-unreachable'], 'documented', name),
  row('win32', [1326], ['wrong-password', 'unknown-user'], 'documented', name),
  row('win32', [1327], ['account-restriction-blank-password'], 'documented', name),
  row('win32', [1328, 1329], ['logon-hours-or-workstation'], 'documented', name),
  row('win32', [1330], ['password-expired'], 'documented', name),
  row('win32', [1331], ['account-disabled'], 'documented', name),
  row('win32', [1385], ['not-in-remote-desktop-users', 'network-logon-right-missing', 'deny-logon-rds'], 'documented', name),
  row('win32', [1396], ['spn-missing-or-duplicate', 'name-resolves-to-wrong-host'], 'documented', name),
  row('win32', [1398], ['clock-skew'], 'documented', name),
  row('win32', [2457], ['clock-skew'], 'documented', name),
  row('win32', [1726, 1727], ['termservice-crash-loop', 'rdp-service-busy-memory', 'netlogon-service-not-running'], 'inferred', order),
  row('win32', [1789], ['broken-secure-channel'], 'documented', name),
  row('win32', [1907], ['password-must-change'], 'documented', name),
  row('win32', [1909], ['account-locked-out'], 'documented', name),
  row('kerberos', [0x6], ['unknown-user'], 'documented', name),
  row('kerberos', [0x18], ['wrong-password'], 'documented', name),
  row('kerberos', [0x17], ['password-expired'], 'documented', name),
  row('kerberos', [0x12], ['account-disabled', 'account-locked-out', 'account-expired'], 'documented', name),
  row('kerberos', [0x25, 0x21, 0xb], ['clock-skew'], 'documented', name),
  row('kerberos', [0x7, 0x8, 0x29], ['spn-missing-or-duplicate'], 'inferred', order),
  row('tls-alert', [40, 71], ['no-common-cipher'], 'documented', name),
  row('tls-alert', [70], ['tls-version-disabled'], 'documented', name),
  row('tls-alert', [10], ['tls-or-vulnerability-scanner'], 'community', order),
  row('tls-alert', [20], ['tls-interference-middlebox'], 'community', order),
  row('tls-alert', [42, 45, 46, 48], ['client-rejects-server-cert'], 'documented', name),
  row('tls-alert', [80], ['cert-key-provider-mismatch', 'rdp-cert-private-key-unreadable'], 'documented', 'TechNet blog keithab'),
  row('schannel-state', [10001], ['rdp-cert-private-key-unreadable'], 'documented', 'Microsoft: RDP event troubleshooting article'),
  row('schannel-state', [10010, 10011, 10013], ['tls-version-disabled'], 'documented', 'Microsoft: RDP event troubleshooting article'),
  row('schannel-state', [1051, 1250], ['cert-key-provider-mismatch'], 'documented', 'TechNet blog keithab'),
  row('schannel-state', [960], ['tls-interference-middlebox'], 'documented', 'TechNet blog keithab'),
  row('schannel-state', [1203], ['tls-or-vulnerability-scanner'], 'community', order),
  row('schannel-state', [1205, 1207], ['no-common-cipher'], 'community', order),
  row('schannel-state', [105], ['tls-version-disabled'], 'community', order),
  row('negotiation-failure', [1, 2], ['security-layer-mismatch'], 'documented', name),
  row('negotiation-failure', [3], ['rdp-cert-private-key-unreadable', 'rdp-cert-no-private-key'], 'inferred', order),
  row('negotiation-failure', [5], ['nla-required-client-not-capable'], 'documented', name),
  row('licence-error', [6], ['rds-license-server-unreachable', 'rds-grace-expired-no-license-server'], 'documented', name),
  row('licence-error', [2], ['rds-cals-exhausted-or-wrong-type'], 'documented', name),
  row('udp-fallback', [1, 2], ['udp-blocked-fallback'], 'community', order),
];
