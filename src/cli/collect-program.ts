import type { Command } from 'commander';
import { collectSides } from '../collect.ts';
import type { CollectFlags } from './commands/collect.ts';
import { UsageError, type Streams } from './streams.ts';

/** A week: most often it worked before the week-end. */
const HOURS = 168;
const MOST_HOURS = 876_000;

const more = `
Whoever has the machine runs the script as administrator, BEFORE anything is restarted or repaired, and sends the zip
that it names. rdpwhy reads that zip as it is. The script says at its head what to do where Remote Desktop itself is the
only way in. It writes into one new folder and changes nothing else; -Facts adds settings, certificate dates, listener,
services, firewall rules and licensing. It is checked by a grammar of PowerShell and was not run on Windows yet.

Examples:
  rdpwhy collect -o collect.ps1
  rdpwhy collect --side client -o collect-client.ps1
  powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File collect.ps1 -Hours 24 -Facts    (there)`;

/** Adds `collect`: a script for a machine without Node. */
export function addCollectCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('collect')
    .description('print a PowerShell script that collects the logs on a machine without Node')
    .option('--side <side>', `what the machine is: ${collectSides.join(', ')}`, 'server')
    .option('--hours <n>', 'how far back, unless the script is told; 0: all there is', hoursOf, HOURS)
    .option('-o, --output <file>', 'write the script to a .ps1 file instead of the screen')
    .addHelpText('after', more)
    .action(async (flags: CollectFlags) => {
      const { runCollect } = await import('./commands/collect.ts');
      done(await runCollect(flags, streams));
    });
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (text.trim() !== '' && Number.isInteger(hours) && hours >= 0 && hours <= MOST_HOURS) return hours;
  throw new UsageError(`expected whole hours from 0 to ${MOST_HOURS}, found '${text}'`);
}
