import type { ParseItem, RawEvent } from '../../parsers/index.ts';
import { createXmlReader } from '../../parsers/xml/xml-reader.ts';
import { readMachine } from '../collect/read-collected.ts';
import type { Catalog } from '../normalize/normalize.ts';
import type { Pipeline } from '../pipeline.ts';
import type { Problem } from '../report/problem-list.ts';
import { pathInPack, type StatedInput } from './manifest.ts';
import { adoptRun } from './stated-runs.ts';

/** An input of the sender's on its way through the pipeline. */
export interface FedInput {
  /** Takes a piece of the events' XML. */
  feed(bytes: Uint8Array): void;
  /** Takes the sender's word for all else. */
  end(): void;
}

/** What was found of a machine comes before its logs. */
export const machinesFirst = (inputs: readonly StatedInput[]): readonly StatedInput[] => [
  ...inputs.filter(({ machine }) => machine !== undefined),
  ...inputs.filter(({ machine }) => machine === undefined),
];

/** Opens an input of the sender's: its events are fed, and what its records showed is the sender's word. */
export function feedStated(pipeline: Pipeline, pack: string, stated: StatedInput): FedInput {
  const { channel, format, bytes, state, sha256, integrity } = stated;
  const path = pathInPack(pack, stated.path);
  const machine = stated.machine && readMachine({ ...stated.machine });
  if (typeof machine === 'object') pipeline.collected(path, machine);
  const input = pipeline.open({
    path,
    stated: true,
    ...(channel === undefined ? {} : { channel }),
  });
  const events = readEvents(
    pipeline.catalog,
    (raw) => input.push(raw),
    (problem) => input.problem(problem),
  );
  return {
    feed: (piece) => events.feed(piece),
    end() {
      events.end();
      input.adopt({ events: [], runs: stated.runs.map(adoptRun) });
      for (const problem of stated.problems) input.problem(problem);
      input.end({ format, bytes, state, ...(sha256 && { sha256 }), ...(integrity && { integrity }) });
    },
  };
}

/** Reads the events of a pack as they are fed. */
export function readEvents(
  { wants, eventIds }: Pick<Catalog, 'wants' | 'eventIds'>,
  onEvent: (raw: RawEvent) => void,
  onProblem: (problem: Problem) => void = () => {},
): FedInput {
  const reader = createXmlReader({ want: wants, wantedIds: eventIds });
  let isFed = false;
  const take = (items: Iterable<ParseItem>): void => {
    for (const item of items) {
      if (item.type === 'event') onEvent(item.event);
      else onProblem({ code: item.problem.code, message: `${item.problem.reading}: ${item.problem.detail}` });
    }
  };
  return {
    feed(bytes) {
      isFed = true;
      take(reader.feed(bytes));
    },
    end: () => take(isFed ? reader.end() : []),
  };
}
