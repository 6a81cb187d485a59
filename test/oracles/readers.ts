import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { missing } from '../support-tests/independent-readers.ts';

const OUTPUT_LIMIT = 1024 * 1024 * 1024;

/** The Rust reader by omerbenamram; it is no Debian package, so nothing fails without it. */
const EVTX_DUMP = process.env['RDPWHY_EVTX_DUMP'] ?? 'evtx_dump';
/** Its releases before this one cut times and print GUIDs and absent values in ways of their own. */
const EVTX_DUMP_SINCE = [0, 15] as const;

/** Readers that are not installed: their tests are skipped; on a build server those .ci/run installs must be there. */
export const absent: {
  readonly evtxexport: boolean;
  readonly pythonEvtx: boolean;
  readonly evtxDump: boolean;
} = {
  ...missing,
  evtxDump: !isRecentEvtxDump(),
};

function isRecentEvtxDump(): boolean {
  const { status, stdout } = spawnSync(EVTX_DUMP, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /(\d+)\.(\d+)\./.exec(status === 0 ? stdout : '') ?? [];
  return Number(major) > EVTX_DUMP_SINCE[0] || Number(minor) >= EVTX_DUMP_SINCE[1];
}

/** Whether the tests run all that there is, however long it takes: npm run oracles. */
export const ALL: boolean = process.env['RDPWHY_ORACLES'] === 'all';

/** Prints the events of a log as XML; recovered ones only, where asked for. */
export function runEvtxexport(file: string, mode: 'items' | 'recovered'): string {
  return output('evtxexport', ['-f', 'xml', '-m', mode, file]);
}

export function runEvtxDump(file: string): string {
  // It ends with an error where it met one, after all that it could read.
  return output(EVTX_DUMP, ['-t', '1', '-o', 'xml', '--no-indent', file]);
}

const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const SCRIPT = `
import sys
import Evtx.Evtx as evtx
with evtx.Evtx(sys.argv[1]) as log:
    for record in log.records():
        try:
            sys.stdout.write(record.xml() + '\\n')
        except Exception as error:
            sys.stdout.write('failed ' + str(record.record_num()) + ' ' + type(error).__name__ + '\\n')
`;

/** Prints the events of a log as XML; a record that it fails on is a line that says so. */
export function runPythonEvtx(file: string): string {
  return output(PYTHON, ['-c', SCRIPT, file]);
}

function output(command: string, args: readonly string[]): string {
  const { stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: OUTPUT_LIMIT,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8:backslashreplace', LC_ALL: 'C.UTF-8' },
  });
  if (error !== undefined) throw error;
  return stdout;
}
