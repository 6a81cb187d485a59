import type { FoundLack, ReportFact } from '../model/collected.ts';
import { factsFor, lackOf } from './judge-facts.ts';
import type { Collected } from './manifest.ts';

/** What collectors found of machines, asked by the names that records call these. */
export interface FoundMachines {
  /** `input`: what states it, by its name in the report. */
  add(input: string, collected: Collected): void;
  /** All that was added, by the input that states it, with the names that records give the machines. */
  all(): ReadonlyMap<string, Collected>;
  /** Whether any machine has the channel switched off: its empty log proves no silence. */
  readonly isOff: (channel: string) => boolean;
  /** Why a channel of a machine gave no record; undefined: nobody says. */
  readonly lackOf: (names: readonly string[], channel: string) => FoundLack | undefined;
  /** What was found of a machine that speaks for a cause or against it. */
  readonly factsFor: (cause: string, host: string, names: readonly string[]) => readonly ReportFact[];
}

/** Keeps what collectors found. Where two speak of one machine, the later one knows. */
export function createFoundMachines(computerOf: (name: string) => string = (name) => name): FoundMachines {
  const found: { readonly input: string; readonly names: readonly string[]; readonly what: Collected }[] = [];
  const of = (names: readonly string[]): (typeof found)[number] | undefined => {
    const known = new Set(names.map((name) => name.toLowerCase()));
    return found
      .filter((one) => one.names.some((name) => known.has(name)))
      .toSorted((a, b) =>
        a.what.time < b.what.time || (a.what.time === b.what.time && a.input < b.input) ? 1 : -1,
      )[0];
  };
  return {
    add(input, { computer, dnsName, ...rest }) {
      const own = computerOf(computer);
      const full = dnsName === undefined ? undefined : computerOf(dnsName);
      const names = [own, full ?? own].map((name) => name.toLowerCase());
      const what = { ...rest, computer: own, ...(full !== undefined && { dnsName: full }) };
      found.push({ input, names, what });
    },
    all: () => new Map(found.map(({ input, what }) => [input, what])),
    isOff: (channel) =>
      found.some(({ what }) => what.channels.some((one) => one.channel === channel && lackOf(one) === 'off')),
    lackOf(names, channel) {
      const row = of(names)?.what.channels.find((one) => one.channel === channel);
      return row && lackOf(row);
    },
    factsFor(cause, host, names) {
      const one = of(names);
      return one ? factsFor(cause, one.what).map((fact) => ({ host, input: one.input, ...fact })) : [];
    },
  };
}
