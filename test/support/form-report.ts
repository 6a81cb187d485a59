import { createLogReader } from '../../parsers/create-log-reader.ts';
import type { ParseItem } from '../../parsers/log-reader.ts';
import type { Report } from '../../src/model/report.ts';
import { channelOfFile } from '../../src/normalize/channels.ts';
import type { Pack } from '../../src/packs/pack.ts';
import { createPipeline } from '../../src/pipeline.ts';
import type { EventSpec } from './event-spec.ts';
import type { Scenario } from './scenarios/index.ts';

/** The report on a scenario whose logs are written in one form. */
export function reportOnForm(
  scenario: Scenario,
  write: (events: readonly EventSpec[]) => Uint8Array,
  pack: Pack,
): Report {
  const pipeline = createPipeline({ version: '0', packs: [pack] });
  for (const [path, events] of scenario.logs) {
    const channel = channelOfFile(path);
    const input = pipeline.open({ path, ...(channel !== undefined && { channel }) });
    const reader = createLogReader({
      want: pipeline.catalog.wants,
      observe: input.observe,
      ...(channel !== undefined && { channel }),
    });
    const take = (items: Iterable<ParseItem>): void => {
      for (const item of items) {
        if (item.type === 'event') input.push(item.event);
        else input.problem({ code: item.problem.code, message: item.problem.detail });
      }
    };
    take(reader.feed(write(events)));
    take(reader.end());
    const { format, state } = reader.status();
    input.end({ format, bytes: 0, state });
  }
  return pipeline.close();
}

/** What a report says of what happened, whatever its logs were called and kept of them. */
export function verdictOf(report: Report): unknown {
  return {
    outcome: report.summary.outcome,
    attempts: report.attempts.map(({ host, outcome, reached, client, account, diagnosis }) => ({
      host,
      outcome,
      reached,
      client,
      account,
      cause: diagnosis?.cause,
      confidence: diagnosis?.confidence,
    })),
    causes: report.causes.map(({ cause, confidence, attemptCount }) => ({ cause, confidence, attemptCount })),
  };
}

/** The codes of a report's problems, each once. */
export const problemCodes = (report: Report): readonly string[] => [
  ...new Set(report.problems.map(({ code }) => code)),
];
