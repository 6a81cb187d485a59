import * as fc from 'fast-check';
import { madeLogs } from './made-logs.ts';
import { madeAny, madeClixml, madeJson, madeTables, madeXml } from './made-text.ts';
import { mutatedLogs, pairedLogs } from './mutate-chunk.ts';
import { CHECKS, type Reader } from './regression.ts';
import { seedChunks } from './seed-chunks.ts';

/** A source of inputs for one of the readers. */
export interface Target {
  readonly name: string;
  readonly reader: Reader;
  readonly inputs: fc.Arbitrary<Uint8Array>;
}

export function targets(): readonly Target[] {
  const seeds = seedChunks();
  return [
    { name: 'changed chunks', reader: 'evtx', inputs: mutatedLogs(seeds) },
    { name: 'paired chunks', reader: 'evtx', inputs: pairedLogs(seeds) },
    { name: 'made structures', reader: 'evtx', inputs: madeLogs },
    { name: 'changed chunks written out', reader: 'dump', inputs: mutatedLogs(seeds) },
    { name: 'made structures written out', reader: 'dump', inputs: madeLogs },
    { name: 'changed XML', reader: 'xml', inputs: madeXml },
    { name: 'changed JSON', reader: 'json', inputs: madeJson },
    { name: 'changed tables', reader: 'table', inputs: madeTables },
    { name: 'changed CLIXML', reader: 'clixml', inputs: madeClixml },
    { name: 'changed texts of all forms', reader: 'any', inputs: madeAny },
  ];
}

/** What came of some executions; `input` is the smallest one that is wrong. */
export interface Outcome {
  readonly executions: number;
  readonly found?: string;
  readonly input?: Uint8Array;
}

/** Runs a target from one seed; the same seed and number give the same inputs. */
export function fuzz({ reader, inputs }: Target, seed: number, numRuns: number): Outcome {
  let executions = 0;
  const property = fc.property(inputs, (bytes) => {
    executions += 1;
    const found = CHECKS[reader](bytes);
    if (found !== undefined) throw new Error(found);
  });
  const result = fc.check(property, { seed, numRuns });
  if (!result.failed) return { executions };
  const [input] = result.counterexample ?? [];
  const found = result.errorInstance instanceof Error ? result.errorInstance.message : 'unknown';
  return { executions, found, ...(input === undefined ? {} : { input }) };
}
