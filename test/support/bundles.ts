import { formWriters } from './forms/index.ts';
import type { EventSpec } from './event-spec.ts';
import type { Files } from './archives.ts';

/** How a collector lays out what it takes of a machine: the logs by their names, and what stands beside them. */
export interface Bundle {
  readonly pathOf: (log: string, machine: string) => string;
  readonly beside: (machine: string, events: readonly EventSpec[]) => Files;
}

const text = (content: string): Uint8Array => Buffer.from(content);
const WINEVT = 'Windows/System32/winevt';
const channelOf = (log: string): string => log.replace(/\.evtx$/, '');
/** As in `TerminalServicesLocalSessionManager-Operational`. */
const shortName = (log: string): string =>
  channelOf(log)
    .replace('Microsoft-Windows-', '')
    .replace(/-(?=\w+%4)/, '')
    .replace('%4', '-');

const tables = (path: string, events: readonly EventSpec[]): Files => ({
  [`${path}.csv`]: formWriters.get('Event Viewer, CSV')?.(events) ?? text(''),
  [`${path}.txt`]: formWriters.get('Event Viewer, text')?.(events) ?? text(''),
});

/** Layouts of collections; each says where it was read. */
export const bundles: ReadonlyMap<string, Bundle> = new Map<string, Bundle>([
  [
    // MSRD-Collect.ps1 and MSRDC-Collect.psm1, msrdGetEventLogs: `wevtutil epl`, then `wevtutil al`.
    'MSRD-Collect',
    {
      pathOf: (log, machine) =>
        `MSRD-Results-${machine}-20240313_101500/${machine}_EventLogs/${machine}_${shortName(log)}.evtx`,
      beside: (machine) => {
        const root = `MSRD-Results-${machine}-20240313_101500/${machine}_`;
        return {
          [`${root}EventLogs/LocaleMetaData/${machine}_System_1033.MTA`]: text('\u0000\u0001MTA'),
          [`${root}MSRD-Collect-Log.txt`]: text(
            '2024/03/13 10:15:00 INFO [EventLogs] wevtutil epl/al System\n',
          ),
          [`${root}MSRD-Diag.html`]: text('<!DOCTYPE html><html><body>Diagnostics</body></html>'),
          [`${root}Networking/${machine}_Netstat.txt`]: text(
            '  TCP    0.0.0.0:3389   0.0.0.0:0   LISTENING\n',
          ),
          [`${root}RegistryKeys/${machine}_HKLM-SW-MS-TS.txt`]: text(
            'Windows Registry Editor Version 5.00\n',
          ),
          [`${root}SystemInfo/${machine}_Services.csv`]: text('"Name","State"\n"TermService","Running"\n'),
        };
      },
    },
  ],
  [
    // TSS's and the diagnostic packages' list of files: {Computername}_evt_System.evtx, with .csv and .txt beside.
    'TSS',
    {
      pathOf: (log, machine) => `TSS_${machine}_240313-101500-RDS/${machine}_evt_${shortName(log)}.evtx`,
      beside: (machine, events) => {
        const root = `TSS_${machine}_240313-101500-RDS/${machine}`;
        return {
          ...tables(`${root}_evt_System`, events),
          [`${root}__Log-transcript.txt`]: text('Transcript started\n'),
          [`${root}_RDS.etl`]: text('\u0000\u0002etl'),
          [`${root}_psSDP.zip`]: text('PK\u0005\u0006'.padEnd(22, '\0')),
        };
      },
    },
  ],
  [
    // KAPE's targets: the drive's letter, then the folders as they were; logs of the copying beside them.
    'KAPE',
    {
      pathOf: (log, machine) => `2024-03-13T101500_${machine}/C/${WINEVT}/logs/${log}`,
      beside: (machine, events) => {
        const root = `2024-03-13T101500_${machine}`;
        return {
          [`${root}/2024-03-13T10_15_00_CopyLog.csv`]: text(
            'CopiedTimestamp,SourceFile,DestinationFile,FileSize\n2024-03-13 10:15:00,C:\\a.evtx,D:\\a.evtx,69632\n',
          ),
          [`${root}/2024-03-13T10_15_00_ConsoleLog.txt`]: text('KAPE version\n'),
          [`${root}/C/$MFT`]: text('FILE0'),
          [`EventLogs/20240313101500_EvtxECmd_Output.csv`]:
            formWriters.get('EvtxECmd, CSV')?.(events) ?? text(''),
        };
      },
    },
  ],
  [
    // Velociraptor's container: names percent-encoded below the accessor, rows of artifacts in results/.
    'Velociraptor',
    {
      pathOf: (log, machine) =>
        `Collection-${machine}-2024-03-13T10_15_00Z/uploads/auto/C%3A/${WINEVT}/Logs/${encodeURIComponent(log)}`,
      beside: (machine) => {
        const root = `Collection-${machine}-2024-03-13T10_15_00Z`;
        return {
          [`${root}/uploads.json`]: text(
            '{"Timestamp":"2024-03-13T10:15:00Z","started":"x","vfs_path":"uploads/auto/C%3A/a.evtx","file_size":1}\n',
          ),
          [`${root}/log.json`]: text(
            '{"_ts":1710324900,"level":"DEFAULT","message":"Collected 7 rows\\n"}\n',
          ),
          [`${root}/client_info.json`]: text(`{"Hostname":"${machine}","Platform":"Windows"}`),
          [`${root}/collection_context.json`]: text('{"client_id":"server","session_id":"F.C0FFEE"}'),
          [`${root}/results/Windows.KapeFiles.Targets%2FUploads.json`]: text(
            '{"CopiedOnTimestamp":1710324900,"SourceFile":"C:\\\\a.evtx","Size":69632,"_Accessor":"auto"}\n',
          ),
        };
      },
    },
  ],
  ['a copied winevt', { pathOf: (log, machine) => `${machine}/winevt/Logs/${log}`, beside: () => ({}) }],
]);
