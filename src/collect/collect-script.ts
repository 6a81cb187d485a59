import { collectedChannels, type CollectSide } from '../normalize/logs-to-ask-for.ts';
import { factScript } from './fact-script.ts';
import { COLLECT_FORMAT, COLLECT_MANIFEST, COLLECT_VERSION } from './manifest.ts';
import { scriptHead } from './script-head.ts';
import { list, quoted } from './script-text.ts';

export interface CollectScriptOptions {
  readonly side: CollectSide;
  /** What `-Hours` is where it is not given. */
  readonly hours: number;
  readonly version: string;
}

/**
 * Writes the script that collects logs: ASCII with Windows' line ends. It uses commands alone where it can, for
 * Constrained Language Mode allows methods of few types and no `[pscustomobject]`.
 */
export const collectScript = ({ side, hours, version }: CollectScriptOptions): string =>
  [
    scriptHead(side, hours, version),
    parameters(hours),
    start,
    machine,
    `$channels = ${list(collectedChannels[side])}\n`,
    exports,
    factScript(side),
    ending(side, version),
  ]
    .join('\n')
    .replaceAll('\n', '\r\n');

const parameters = (hours: number): string => `\
param(
  [ValidateRange(0, 876000)]
  [int]$Hours = ${hours},
  [switch]$Facts,
  [string]$Destination = $env:TEMP
)
`;

/**
 * `s` and `o` are the same in every culture; other forms follow its calendar. Where there is no such place, the script ends
 * with PowerShell's own word for that. .NET, which zips, knows neither where PowerShell stands nor its drives: it is given
 * a whole path.
 */
const start = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$started = (Get-Date).ToUniversalTime()
$stamp = $started.ToString('s') -replace '[^0-9]', ''
$title = 'rdpwhy-' + ($env:COMPUTERNAME -replace '[^A-Za-z0-9-]', '_') + '-' + $stamp
$made = Join-Path -Path $Destination -ChildPath $title
New-Item -ItemType Directory -Path $made -ErrorAction Stop | Out-Null
$folder = Convert-Path -LiteralPath $made
$collected = Join-Path -Path $folder -ChildPath 'collected'
$zip = Join-Path -Path $folder -ChildPath ($title + '.zip')
New-Item -ItemType Directory -Path $collected -ErrorAction Stop | Out-Null
$ErrorActionPreference = 'Continue'
$language = [string]$ExecutionContext.SessionState.LanguageMode
`;

const machine = String.raw`
$system = Get-CimInstance -ClassName Win32_ComputerSystem -ErrorAction SilentlyContinue
$windows = Get-CimInstance -ClassName Win32_OperatingSystem -ErrorAction SilentlyContinue
$zone = Get-TimeZone -ErrorAction SilentlyContinue
$dnsName = $null
if ($system.PartOfDomain) { $dnsName = [string]$system.DNSHostName + '.' + [string]$system.Domain }
$offset = [int]((Get-Date) - (Get-Date).ToUniversalTime()).TotalMinutes
`;

/** 5: access denied; 15007: no such channel (winerror.h). Records keep their ids in what is exported. */
const exports = String.raw`
function Get-EdgeRecord([string]$Channel, [bool]$First) {
  try {
    $record = Get-WinEvent -LogName $Channel -MaxEvents 1 -Oldest:$First -ErrorAction Stop
    return @{ recordId = $record.RecordId; time = $record.TimeCreated.ToUniversalTime().ToString('o') }
  } catch {
    return $null
  }
}

$wevtutil = Join-Path -Path $env:SystemRoot -ChildPath 'System32\wevtutil.exe'
$results = @()
foreach ($channel in $channels) {
  $file = ($channel -replace '/', '%4') + '.evtx'
  $path = Join-Path -Path $collected -ChildPath $file
  $arguments = @('epl', $channel, $path)
  if ($Hours -gt 0) {
    $milliseconds = [long]$Hours * 3600000
    $arguments += '/q:*[System[TimeCreated[timediff(@SystemTime) <= ' + $milliseconds + ']]]'
  }
  $global:LASTEXITCODE = -1
  & $wevtutil @arguments 2>&1 | Out-Null
  $code = $LASTEXITCODE
  $state = 'failed'
  if ($code -eq 0) { $state = 'exported' }
  if ($code -eq 5) { $state = 'denied' }
  if ($code -eq 15007) { $state = 'missing' }
  $bytes = $null
  if (Test-Path -LiteralPath $path) { $bytes = (Get-Item -LiteralPath $path).Length }
  $log = $null
  try { $log = Get-WinEvent -ListLog $channel -ErrorAction Stop } catch { $log = $null }
  $enabled = $null
  $mode = $null
  if ($null -ne $log) {
    $enabled = [bool]$log.IsEnabled
    $mode = [string]$log.LogMode
  }
  $oldest = $null
  $newest = $null
  if ($state -eq 'exported') {
    $oldest = Get-EdgeRecord -Channel $channel -First $true
    $newest = Get-EdgeRecord -Channel $channel -First $false
  }
  $results += @{
    channel = $channel
    state = $state
    exitCode = $code
    file = $file
    bytes = $bytes
    enabled = $enabled
    mode = $mode
    logBytes = $log.FileSize
    maxBytes = $log.MaximumSizeInBytes
    oldest = $oldest
    newest = $newest
  }
  Write-Output ($state + ': ' + $channel)
}
`;

/** Compress-Archive of 5.1 takes no file of more than 2 GB; the class does, and Constrained Language Mode has no classes. */
const ending = (side: CollectSide, version: string): string => `
$manifest = @{
  madeBy = ${quoted(`rdpwhy ${version}`)}
  side = ${quoted(side)}
  computer = [string]$env:COMPUTERNAME
  dnsName = $dnsName
  time = $started.ToString('o')
  timeZone = @{ id = [string]$zone.Id; offsetMinutes = $offset }
  osVersion = [string]$windows.Version
  osBuild = [int]$windows.BuildNumber
  hours = $Hours
  languageMode = $language
  channels = $results
  facts = $found
  factsFailed = $failed
}
$manifestPath = Join-Path -Path $collected -ChildPath ${quoted(COLLECT_MANIFEST)}
$json = $manifest | ConvertTo-Json -Depth 6 -Compress
$head = ${quoted(`{"format":"${COLLECT_FORMAT}","formatVersion":${COLLECT_VERSION},"collected":`)}
$head + $json + '}' | Set-Content -LiteralPath $manifestPath -Encoding UTF8

$result = $zip
try {
  if ($language -eq 'FullLanguage') {
    Add-Type -AssemblyName 'System.IO.Compression.FileSystem' -ErrorAction Stop
    [System.IO.Compression.ZipFile]::CreateFromDirectory($collected, $zip)
  } else {
    $files = @(Get-ChildItem -LiteralPath $collected -File | Select-Object -ExpandProperty FullName)
    Compress-Archive -LiteralPath $files -DestinationPath $zip -ErrorAction Stop
  }
} catch {
  $result = $collected
  Write-Output 'The files could not be zipped: send the folder.'
}
Write-Output ''
Write-Output ('Collected: ' + $result)
Write-Output ('When it is sent, this folder can go: ' + $folder)
if (@($results | Where-Object { $_.state -eq 'exported' }).Count -eq 0) { exit 1 }
`;
