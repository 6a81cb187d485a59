import type { CatalogRow } from '../catalog-row.ts';
import { alsoFrom, rowsOf } from './rows-of.ts';

const row = rowsOf(
  'WVD-Agent',
  'documented',
  'Troubleshoot common Azure Virtual Desktop Agent issues: https://learn.microsoft.com/azure/virtual-desktop/troubleshoot-agent',
);

/** The agent's own word for what failed stands in its text, in English and in capitals or as an exception's name. */
const failure = (match: RegExp): CatalogRow['facts'] => ({ result: { from: [0], as: 'text', match } });
const known = { keepIf: { result: { test: 'present', present: true } } } as const;

const rows: readonly CatalogRow[] = [
  row(
    3277,
    'virtual-desktop-agent-failed',
    failure(
      /\b(?:INVALID_REGISTRATION_TOKEN|EXPIRED_(?:REGISTRATION|MACHINE)_TOKEN|NAME_ALREADY_REGISTERED|INVALID_FORM|(?:InstallationHealthCheckFailed|InstallMsi|DownloadMsi)Exception)\b/,
    ),
    'the agent of Azure Virtual Desktop failed: {result}',
    known,
  ),
  row(
    3389,
    'virtual-desktop-agent-failed',
    failure(/\bMissingMethodException\b/),
    'the agent of Azure Virtual Desktop could not be updated: {result}',
    known,
  ),
  row(
    3703,
    'virtual-desktop-agent-failed',
    failure(/\bis not accessible\b/),
    'an address of Azure Virtual Desktop {result}',
    known,
  ),
];

/** What ties a session host to Azure Virtual Desktop. Which of its parts wrote an event does not matter. */
export const virtualDesktopAgentRows: readonly CatalogRow[] = [
  'WVD-Agent',
  'RDAgentBootLoader',
  'WVD-Agent-Updater',
].flatMap((provider) => alsoFrom(provider, rows));
