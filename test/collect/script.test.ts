import { beforeAll, describe, expect, test } from 'vitest';
import { collectSides, scriptFor } from '../../src/collect.ts';
import { channels, coreChannels } from '../../src/normalize/channels.ts';
import { nodesOf, readPowerShell } from '../support/powershell-tree.ts';
import { lintScript } from '../support/script-lint.ts';

let read: Awaited<ReturnType<typeof readPowerShell>>;
beforeAll(async () => {
  read = await readPowerShell();
});

const combinations = collectSides.flatMap((side) => [0, 1, 168, 876_000].map((hours) => ({ side, hours })));

describe.each(combinations)('the script for a $side, $hours hours', ({ side, hours }) => {
  const script = scriptFor(side, hours);

  test('is PowerShell that only looks, and writes into its own folder', () => {
    expect(lintScript(read(script))).toEqual([]);
  });

  test('is ASCII with Windows’ line ends', () => {
    expect(script).toMatch(/^[\t\r\n -~]*$/);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(script.endsWith('\r\n')).toBe(true);
  });

  test('goes back as far as it is told', () => {
    expect(script).toContain(`[int]$Hours = ${hours},`);
  });
});

test('ends where no folder can be made, and nowhere else', () => {
  const [before = '', behind = ''] = scriptFor('server', 24).split("$ErrorActionPreference = 'Continue'");
  expect(before).toMatch(
    /\$ErrorActionPreference = 'Stop'[^]*\$made = Join-Path[^]*New-Item[^]*\$collected -ErrorAction Stop/,
  );
  expect(before).not.toContain('wevtutil');
  expect(behind).not.toContain('$ErrorActionPreference');
});

test('asks each machine for its own logs', () => {
  const asked = (side: (typeof collectSides)[number]): readonly string[] =>
    nodesOf(read(scriptFor(side, 0)), 'verbatim_string_characters').map(({ text }) => text.slice(1, -1));
  expect(asked('server')).toEqual(expect.arrayContaining([...coreChannels]));
  expect(asked('client')).toEqual(expect.arrayContaining([channels.client, channels.system]));
  expect(asked('client')).not.toContain(channels.stack);
  expect(asked('gateway')).toContain(channels.gateway);
  expect(asked('broker')).toContain(channels.broker);
  expect(asked('licence-server')).toContain(channels.system);
  expect(asked('dc')).toContain(channels.security);
});

describe('the check of the script', () => {
  const script = scriptFor('server', 24);
  test.each([
    ['a syntax error', 'if ($Facts) {', 'if ($Facts {'],
    ['another command', "Write-Output ''", 'Restart-Service TermService'],
    ['an alias', "Write-Output ''", 'ls C:\\'],
    ['text that is run', "Write-Output ''", 'Invoke-Expression $zip'],
    ['a method', "Write-Output ''", '[System.IO.File]::Delete($zip)'],
    ['a static method of a known type', '::CreateFromDirectory(', '::ExtractToDirectory('],
    ['another place to write to', '-LiteralPath $manifestPath -Enc', '-LiteralPath $env:TEMP -Enc'],
    ['a folder that .NET would look for elsewhere', 'Convert-Path -LiteralPath $made', '$made'],
    ['a place that is changed', "Write-Output ''", "$zip = 'C:\\Windows\\x.zip'"],
    ['a redirection', "Write-Output ''", "Write-Output '' > C:\\x.txt"],
    ['another verb of wevtutil', "@('epl', $channel, $path)", "@('cl', $channel)"],
    ['another program', '& $wevtutil @arguments', '& $env:ComSpec @arguments'],
    ['a method that changes something', 'GetGracePeriodDays', 'SetAllowTSConnections'],
    ['the environment', "Write-Output ''", "$env:PATH = 'x'"],
    ['a script block that is called', "Write-Output ''", '& { Get-Date }'],
  ])('finds %s', (_, from, to) => {
    expect(script).toContain(from);
    expect(lintScript(read(script.replace(from, to)))).not.toEqual([]);
  });
});
