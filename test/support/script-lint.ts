import type { Node } from '@vscode/tree-sitter-wasm';
import { nodesOf } from './powershell-tree.ts';

/** Commands that look, and those few that write into the script's own folder. */
const commands = new Set([
  'Get-Date',
  'Get-CimInstance',
  'Get-TimeZone',
  'Get-WinEvent',
  'Get-Item',
  'Get-ItemPropertyValue',
  'Get-ChildItem',
  'Get-Service',
  'Get-NetTCPConnection',
  'Get-NetFirewallRule',
  'Get-EdgeRecord',
  'Test-Path',
  'Join-Path',
  'Convert-Path',
  'Out-Null',
  'Where-Object',
  'Select-Object',
  'ConvertTo-Json',
  'Write-Output',
  'Invoke-CimMethod',
  'Add-Type',
  'New-Item',
  'Set-Content',
  'Compress-Archive',
]);

/** A command that could do more than look does one thing only. */
const fixed: readonly (readonly [command: string, text: RegExp])[] = [
  ['New-Item', /^New-Item -ItemType Directory -Path \$(?:made|collected) -ErrorAction Stop$/],
  ['Set-Content', /^Set-Content -LiteralPath \$manifestPath -Encoding UTF8$/],
  ['Compress-Archive', /^Compress-Archive -LiteralPath \$files -DestinationPath \$zip -ErrorAction Stop$/],
  ['Invoke-CimMethod', /^Invoke-CimMethod -InputObject \$setting -MethodName GetGracePeriodDays /],
  ['Add-Type', /^Add-Type -AssemblyName 'System\.IO\.Compression\.FileSystem' -ErrorAction Stop$/],
];

const methods = new Set(['ToUniversalTime', 'ToString', 'CreateFromDirectory']);
const types = new Set([
  'bool',
  'int',
  'long',
  'string',
  'switch',
  'ValidateRange',
  'System.IO.Compression.ZipFile',
]);

/** What is written to, each given its value once, from the folder that the script makes. */
const places: readonly (readonly [variable: string, value: RegExp])[] = [
  ['$made', /^Join-Path -Path \$Destination -ChildPath \$title$/],
  // As .NET reads it: a relative path is another one there.
  ['$folder', /^Convert-Path -LiteralPath \$made$/],
  ['$collected', /^Join-Path -Path \$folder -ChildPath 'collected'$/],
  ['$zip', /^Join-Path -Path \$folder -ChildPath \(\$title \+ '\.zip'\)$/],
  ['$manifestPath', /^Join-Path -Path \$collected -ChildPath 'rdpwhy-collect\.json'$/],
  ['$path', /^Join-Path -Path \$collected -ChildPath \$file$/],
  ['$file', /^\(\$channel -replace '\/', '%4'\) \+ '\.evtx'$/],
  ['$wevtutil', /^Join-Path -Path \$env:SystemRoot -ChildPath 'System32\\wevtutil\.exe'$/],
];

/** Says what in a script is not known to leave the machine as it is. */
export function lintScript(root: Node): readonly string[] {
  return [
    ...nodesOf(root, 'ERROR').map((node) => `not PowerShell: ${node.text.slice(0, 60)}`),
    ...(root.hasError ? ['not PowerShell'] : []),
    ...commandFaults(root),
    ...memberFaults(root),
    ...placeFaults(root),
    ...nodesOf(root, 'redirection').flatMap(({ text }) => (text === '2>&1' ? [] : [`redirection ${text}`])),
    ...nodesOf(root, 'variable').flatMap(({ text }) =>
      /^\$(?:env|global|script|using|private):/i.test(text) && !known.has(text) ? [`variable ${text}`] : [],
    ),
  ];
}

const known = new Set(['$env:TEMP', '$env:COMPUTERNAME', '$env:SystemRoot', '$global:LASTEXITCODE']);

function commandFaults(root: Node): readonly string[] {
  return nodesOf(root, 'command').flatMap((command) => {
    const [name] = nodesOf(command, 'command_name', 'command_name_expr');
    if (command.text.startsWith('&'))
      return command.text.trim() === '& $wevtutil @arguments 2>&1' ? [] : [`call ${command.text}`];
    if (!commands.has(name?.text ?? '')) return [`command ${command.text}`];
    const form = fixed.find(([one]) => one === name?.text)?.[1];
    return form && !form.test(command.text.replaceAll(/\s+/g, ' ').trim()) ? [`command ${command.text}`] : [];
  });
}

const memberFaults = (root: Node): readonly string[] => [
  ...nodesOf(root, 'invokation_expression').flatMap((call) => {
    const name = call.children.find((child) => child?.type === 'member_name')?.text ?? '';
    return methods.has(name) ? [] : [`method ${call.text}`];
  }),
  ...nodesOf(root, 'type_literal', 'attribute_name').flatMap(({ text }) =>
    types.has(text.replace(/^\[(.*)\]$/, '$1')) ? [] : [`type ${text}`],
  ),
];

function placeFaults(root: Node): readonly string[] {
  const given = nodesOf(root, 'assignment_expression').map((node) => {
    const [target = '', ...value] = node.text.split(/\s*\+?=\s*/);
    return { target, value: value.join('=').trim(), text: node.text };
  });
  return [
    ...places.flatMap(([variable, form]) => {
      const own = given.filter(({ target }) => target.toLowerCase() === variable.toLowerCase());
      return own.length === 1 && form.test(own[0]?.value ?? '')
        ? []
        : [`${variable} is given ${own.length} times`];
    }),
    ...given.flatMap(({ target, value, text }) =>
      target === '$arguments' && !/^@\('epl', \$channel, \$path\)$|^'\/q:\*\[System\[TimeCreated/.test(value)
        ? [`arguments ${text}`]
        : [],
    ),
    ...given.flatMap(({ target, text }) => (/^\$(?:env:|\w+\.)/i.test(target) ? [`assignment ${text}`] : [])),
  ];
}
