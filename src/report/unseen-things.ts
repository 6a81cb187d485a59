import type { Report, ReportCoverage } from '../model/report.ts';
import { askedFor, lackOf } from './asked-for.ts';
import { shortChannel } from './build-summary.ts';
import { askMachines } from './doctor/ask-machines.ts';
import { wantedLogs, wantedName, type WantedLog } from './doctor/wanted-logs.ts';
import { isHidden } from './hidden-failures.ts';
import { inputFaults } from './input-faults.ts';
import { count } from './words.ts';

/** Something that the logs do not show. */
export interface UnseenThing {
  /** A log that could change the answer, or logs that were read and are not whole or say nothing. */
  readonly about: 'log' | 'input';
  /** One sentence without its full stop; holds log text. */
  readonly text: string;
  /** What would show it, and of which log that is; log text. */
  readonly remedy?: { readonly command: string; readonly what: string };
}

/** So many logs that could change the answer are named; `doctor` has them all. */
const NAMED_LOGS = 3;
const SHOWN_FAULTS = 5;

/** What could not be seen: the logs that would decide most, in `doctor`'s order, then what is not whole of those read. */
export function unseenThings(report: Report): readonly UnseenThing[] {
  const wanted = wantedLogs(askMachines(report));
  const faults = few(inputFaults(report)).map((text) => ({ about: 'input' as const, text }));
  const areFirst = isHidden(report);
  return [
    ...(areFirst ? faults : []),
    ...wanted.slice(0, NAMED_LOGS).map((one) => wantedThing(one, report)),
    ...pointer(wanted, report),
    ...report.coverage.flatMap((row) => readLog(row, report)),
    ...(areFirst ? [] : faults),
  ];
}

function wantedThing(wanted: WantedLog, { hosts }: Report): UnseenThing {
  const { log } = wanted;
  const lack = log.text.slice(shortChannel(log.channel).length);
  const what = wantedName(wanted, hosts);
  return {
    about: 'log',
    text: what + lack,
    // A channel of a name that no prompt should see has no command.
    ...(log.command === '' ? {} : { remedy: { command: log.command, what } }),
  };
}

/** What is shortened stays to be had: the other logs, and the commands, which are longer than a line. */
function pointer(wanted: readonly WantedLog[], { hosts }: Report): readonly UnseenThing[] {
  if (hosts.length === 0)
    return [{ about: 'log', text: 'rdpwhy doctor PATH says which logs to save, and has the commands' }];
  if (wanted.length === 0) return [];
  const more = wanted.length - NAMED_LOGS;
  const text =
    more > 0
      ? `${count(more, 'more log')} would tell less; rdpwhy doctor PATH names them and has all commands`
      : `rdpwhy doctor PATH has the ${wanted.length > 1 ? 'commands' : 'command'}`;
  return [{ about: 'log', text }];
}

/** Of a log that was read: that refusals are not in it, or records that belong to nothing here. */
function readLog(row: ReportCoverage, report: Report): readonly UnseenThing[] {
  const asked = askedFor(row, report);
  if (!asked) return [];
  const name = `${shortChannel(row.channel)}${report.hosts.length > 1 ? ` of ${row.host}` : ''}`;
  return [...remains(asked, report, name), ...auditOff(asked, name)];
}

function remains(row: ReportCoverage, report: Report, name: string): readonly UnseenThing[] {
  if (row.unattributed === undefined || lackOf(row, report) !== undefined) return [];
  return [{ about: 'input', text: `${name}: ${remainsText(row, row.unattributed)}` }];
}

function auditOff({ notAudited }: ReportCoverage, name: string): readonly UnseenThing[] {
  if (notAudited === undefined) return [];
  const text = `${name}: refused logons are not audited, so that it cannot say why credentials were refused`;
  return [{ about: 'input', text, remedy: { command: notAudited, what: `The audit of ${name}` } }];
}

/** TLS records carry no client and other services write them too; the rest are what an overwritten log left over. */
const remainsText = (row: ReportCoverage, unattributed: number): string =>
  row.channel === 'System'
    ? `${count(unattributed, 'TLS record')} that no attempt here explains; other services use TLS too`
    : `${count(unattributed, 'record')} of connections whose other records are not there`;

function few(faults: readonly string[]): readonly string[] {
  const more = faults.length - SHOWN_FAULTS;
  if (more <= 0) return faults;
  return [...faults.slice(0, SHOWN_FAULTS), `and ${more} more of this sort; rdpwhy doctor PATH names them`];
}
