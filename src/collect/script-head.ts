import type { CollectSide } from '../normalize/logs-to-ask-for.ts';

const machines: Readonly<Record<CollectSide, string>> = {
  server: 'the computer that was connected to',
  client: 'the computer that connected',
  gateway: 'a Remote Desktop gateway',
  broker: 'a connection broker',
  'licence-server': 'a licence server',
  dc: 'a domain controller',
};

/** What a person has to know before they run it, as comments. */
export const scriptHead = (side: CollectSide, hours: number, version: string): string => `\
# Collects what tells why Remote Desktop connections failed, from ${machines[side]}.
# Made by: rdpwhy ${version} collect --side ${side}. Needs Windows PowerShell 5.1, and no Node.
#
# COLLECT BEFORE ANYBODY RESTARTS OR REPAIRS ANYTHING: logs are written over, and a repair hides the fault.
#
# It writes into one new folder of its own and nowhere else. It switches nothing on or off, stops and starts nothing,
# sends nothing, asks nothing and runs as SYSTEM too. Logs hold names and addresses: give the result only to whom
# you would give the logs.
#
# Run it as administrator (without, the Security log is noted as denied):
#   powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File collect.ps1
#   -Hours 24           only what was logged in the last 24 hours; 0: all there is (default: ${hours})
#   -Facts              also what stands beside the logs: settings of Remote Desktop and its policies, the certificate's
#                       dates, listener, services, number of sessions, firewall rules, licensing
#   -Destination D:\\    where the folder is made (default: the folder for temporary files)
# Then, on any machine: rdpwhy FILE.zip
#
# Where Remote Desktop itself is the only way in:
#   1. Console: the screen of the machine, its hypervisor's or its cloud's (serial) console, or its management board.
#      Log on there and run this, as above.
#   2. Remote PowerShell (TCP 5985 or 5986), from another computer as administrator:
#        $session = New-PSSession -ComputerName NAME
#        Invoke-Command -Session $session -FilePath collect.ps1
#        Copy-Item -FromSession $session -Path 'THE ZIP IT NAMED' -Destination .
#      So does whatever runs scripts as SYSTEM: a management agent, the cloud's "run command", a scheduled task.
#   3. Offline disk: attach the disk, or a snapshot of it, to another computer and copy Windows\\System32\\winevt\\Logs.
#      rdpwhy reads that folder as it is. What this script finds beside the logs is not there then.
#
# In Constrained Language Mode it runs as well, but a log of more than 2 GB cannot be zipped there: send the folder.
# What a program says is told by exit codes and typed values, never by words, which are in the system's language.
`;
