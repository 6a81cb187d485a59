import type { CollectSide } from '../normalize/logs-to-ask-for.ts';
import { registrySources, serviceSources } from './fact-sources.ts';
import { list, table } from './script-text.ts';

/** The part of the script that looks at what stands beside the logs, where it is asked to. */
export function factScript(side: CollectSide): string {
  const registry = registrySources.filter(({ on }) => on.includes(side));
  const services = serviceSources.filter(({ on }) => on.includes(side)).map(({ name }) => name);
  const parts = [
    values(table(registry)),
    states(list(services)),
    ...(side === 'server' ? [remoteDesktop] : []),
  ];
  return `
$found = @{}
$failed = @()
if ($Facts) {
${parts.join('\n').replaceAll(/^(?=.)/gm, '  ')}
}
`;
}

/** Only numbers are taken: a name in the registry is nobody's business here. */
const values = (rows: string): string => `\
$keys = ${rows}
foreach ($key in $keys) {
  foreach ($name in $key.names) {
    try {
      $value = Get-ItemPropertyValue -LiteralPath $key.key -Name $name -ErrorAction Stop
      if ($value -is [int]) { $found[$key.group + '.' + $name] = $value }
    } catch {
      continue
    }
  }
}
`;

const states = (names: string): string => `\
$services = ${names}
foreach ($name in $services) {
  $service = Get-Service -Name $name -ErrorAction SilentlyContinue
  if ($null -ne $service) {
    $found['service.' + $name + '.status'] = [string]$service.Status
    $found['service.' + $name + '.start'] = [string]$service.StartType
  }
}
`;

/**
 * learn.microsoft.com/windows/win32/termserv: Win32_TSGeneralSetting names the certificate of the listener,
 * Win32_TerminalServiceSetting the licensing. -28752 is the firewall's group "Remote Desktop" in any language:
 * learn.microsoft.com/windows-hardware/customize/desktop/unattend/networking-mpssvc-svc-firewallgroups-firewallgroup-key
 */
const remoteDesktop = String.raw`
try {
  $port = 3389
  if ($null -ne $found['rdp-tcp.PortNumber']) { $port = $found['rdp-tcp.PortNumber'] }
  $listening = @(Get-NetTCPConnection -State Listen -ErrorAction Stop | Where-Object { $_.LocalPort -eq $port })
  $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='TermService'" -ErrorAction Stop
  $found['listener.listening'] = ($listening.Count -gt 0)
  $own = @($listening | Where-Object { $_.OwningProcess -eq $service.ProcessId })
  $found['listener.byService'] = ($own.Count -gt 0)
} catch {
  $failed += 'listener'
}
try {
  $settings = Get-CimInstance -Namespace 'root/cimv2/TerminalServices' -ClassName Win32_TSGeneralSetting -ErrorAction Stop
  $listener = $settings | Where-Object { $_.TerminalName -eq 'RDP-Tcp' }
  if ($null -eq $listener) {
    $failed += 'certificate'
  } else {
    $found['certificate.hashType'] = [int]$listener.SSLCertificateSHA1HashType
    $thumbprint = [string]$listener.SSLCertificateSHA1Hash
    $stores = @('Cert:\LocalMachine\Remote Desktop', 'Cert:\LocalMachine\My')
    $held = @(Get-ChildItem -Path $stores -ErrorAction SilentlyContinue | Where-Object { $_.Thumbprint -eq $thumbprint })
    $found['certificate.found'] = ($held.Count -gt 0)
    if ($held.Count -gt 0) {
      $found['certificate.hasPrivateKey'] = [bool]$held[0].HasPrivateKey
      $found['certificate.notBefore'] = $held[0].NotBefore.ToUniversalTime().ToString('o')
      $found['certificate.notAfter'] = $held[0].NotAfter.ToUniversalTime().ToString('o')
    }
  }
} catch {
  $failed += 'certificate'
}
try {
  $setting = Get-CimInstance -Namespace 'root/cimv2/TerminalServices' -ClassName Win32_TerminalServiceSetting -ErrorAction Stop
  $found['licensing.type'] = [int]$setting.LicensingType
  $found['licensing.serverMode'] = [int]$setting.TerminalServerMode
  $found['licensing.drainMode'] = [int]$setting.SessionBrokerDrainMode
  if ([int]$setting.TerminalServerMode -eq 1) {
    $grace = Invoke-CimMethod -InputObject $setting -MethodName GetGracePeriodDays -ErrorAction Stop
    if ($grace.ReturnValue -eq 0) { $found['licensing.graceDaysLeft'] = [int]$grace.DaysLeft }
  }
} catch {
  $failed += 'licensing'
}
try {
  $rules = @(Get-NetFirewallRule -PolicyStore ActiveStore -Group '@FirewallAPI.dll,-28752' -ErrorAction Stop)
  $active = @($rules | Where-Object { [string]$_.Enabled -eq 'True' -and [string]$_.Direction -eq 'Inbound' })
  $found['firewall.rules'] = $rules.Count
  $found['firewall.allowing'] = @($active | Where-Object { [string]$_.Action -eq 'Allow' }).Count
  $found['firewall.blocking'] = @($active | Where-Object { [string]$_.Action -eq 'Block' }).Count
} catch {
  $failed += 'firewall'
}
try {
  $sessions = @(Get-CimInstance -ClassName Win32_Process -Filter "Name='winlogon.exe'" -ErrorAction Stop)
  $found['sessions.count'] = $sessions.Count
} catch {
  $failed += 'sessions'
}
`;
