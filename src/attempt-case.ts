import { readFileSync } from 'node:fs';
import type { RawEvent } from '../parsers/index.ts';
import { faultOf } from './input/find-logs.ts';
import { STDIN, type FoundLog } from './input/found-log.ts';
import { openLogs } from './input/open-logs.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import type { EventRef, Report, ReportAttempt } from './model/report.ts';
import { formatMicros, micros } from './model/time.ts';
import { askedOfLog } from './normalize/asked-of-log.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import { caseXml, type CaseRecord } from './packs/case-xml.ts';
import type { Pack } from './packs/pack.ts';

/** A case that could not be made of a report. */
export class NoCaseError extends Error {
  override readonly name = 'NoCaseError';
}

export interface AttemptCase {
  /** The records with stand-ins for names and addresses. */
  readonly xml: string;
  /** The kinds of its events in their order, each once. */
  readonly kinds: readonly string[];
}

/**
 * Makes a case of one attempt of a JSON report. A report names records only: they are read again from its inputs, or
 * from `logs` where those lie elsewhere now.
 */
export async function attemptCase(
  reportFile: string,
  attemptId: string,
  packs: readonly Pack[],
  logs: readonly string[] = [],
): Promise<AttemptCase> {
  const attempt = attemptOf(readReport(reportFile), attemptId);
  const wanted = new Map(
    [...attempt.events, ...(attempt.diagnosis?.evidence ?? [])].map((ref) => [keyOf(ref), ref]),
  );
  const inputs = [...new Set([...wanted.values()].map((ref) => ref.input))];
  if (logs.length === 0 && inputs.includes(STDIN)) {
    throw new NoCaseError('the report was made of standard input: name the logs with --logs');
  }
  const { logs: opened, faults, close } = await openLogs(logs.length > 0 ? logs : inputs);
  for (const { path, message } of faults)
    throw new NoCaseError(`${path}: ${message}; --logs names other places`);
  const found = new Map<string, CaseRecord>();
  const catalog = createCatalog(packs.flatMap((pack) => pack.events ?? []));
  for (const log of opened) await readRecords(log, catalog, wanted, found);
  close();
  const missing = [...wanted].find(([key]) => !found.has(key));
  if (missing) {
    const { channel, recordId } = missing[1];
    const count = wanted.size - found.size;
    throw new NoCaseError(
      `${count} of the attempt's ${wanted.size} records are not in the logs, the first is ${channel} #${recordId}`,
    );
  }
  const records = [...found.values()];
  const kinds = [...wanted.keys()].flatMap((key) => found.get(key)?.kind ?? []);
  return { xml: caseXml(records), kinds: [...new Set(kinds)] };
}

function readReport(file: string): Report {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : faultOf(file, error).message;
    throw new NoCaseError(`cannot read the report '${file}': ${why}`);
  }
  const { schemaVersion, attempts } = (report ?? {}) as Partial<Report>;
  if (schemaVersion !== 1 || !Array.isArray(attempts)) {
    throw new NoCaseError(`'${file}' is no report: expected what 'rdpwhy analyze --json' prints`);
  }
  return report as Report;
}

const SHOWN = 10;

function attemptOf({ attempts }: Report, id: string): ReportAttempt {
  const attempt = attempts.find((one) => one.id === id);
  if (attempt) return attempt;
  const failed = attempts.filter((one) => one.outcome !== 'succeeded').map((one) => one.id);
  const more = failed.length > SHOWN ? ` and ${failed.length - SHOWN} more` : '';
  throw new NoCaseError(
    `the report has no attempt '${id}'; those that did not succeed: ${failed.slice(0, SHOWN).join(', ') || 'none'}${more}`,
  );
}

type RecordName = Pick<EventRef, 'channel' | 'provider' | 'eventId' | 'recordId' | 'time'>;

const keyOf = ({ channel, provider, eventId, recordId, time }: RecordName): string =>
  `${channel}|${provider}|${eventId}|${recordId}|${time}`.toLowerCase();

async function readRecords(
  log: FoundLog,
  catalog: Catalog,
  wanted: ReadonlyMap<string, unknown>,
  found: Map<string, CaseRecord>,
): Promise<void> {
  const take = (raw: RawEvent): void => {
    const key = keyOf({ ...headOf(raw), time: formatMicros(micros(raw.time)) });
    const event = wanted.has(key) ? catalog.normalize(raw, log.file) : undefined;
    // What the reader lends is copied while it is valid.
    if (event)
      found.set(key, { ...headOf(raw), kind: event.kind, facts: event.facts, fields: copiedFields(raw) });
  };
  const { fault } = await readLog(
    log,
    { ...askedOfLog(catalog, log.file), platform: nodePlatform },
    {
      piece: () => {},
      take(items) {
        for (const item of items) if (item.type === 'event') take(item.event);
      },
    },
  );
  if (fault) throw new NoCaseError(`${fault.path}: ${fault.message}`);
}

const copiedFields = (raw: RawEvent): CaseRecord['fields'] =>
  raw.fields().map(({ name, value }) => ({ name, value }));

function headOf(raw: RawEvent): Omit<CaseRecord, 'kind' | 'facts' | 'fields'> {
  const { provider, channel, computer, eventId, version, level, recordId, time } = raw;
  const { activityId, processId, threadId, userSid } = raw;
  return {
    provider,
    channel,
    computer,
    eventId,
    version,
    level,
    recordId,
    time,
    ...(activityId === undefined ? {} : { activityId }),
    ...(processId === undefined ? {} : { processId }),
    ...(threadId === undefined ? {} : { threadId }),
    ...(userSid === undefined ? {} : { userSid }),
  };
}
