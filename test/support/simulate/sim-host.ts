import { type Host, type HostEvent, hostOf, type Machine } from '../scenarios/host.ts';
import type { Random } from '../scenarios/random.ts';
import { clockTime } from '../scenarios/windows.ts';
import { type AttemptLog, isSign, type SharedEvidence } from './attempt-log.ts';
import { happens } from './chance.ts';
import { type ConnectionNumbers, createConnectionNumbers } from './connection-numbers.ts';
import { type LogLoss, loseLogs, type LossRates } from './log-loss.ts';
import { SimRecord } from './sim-record.ts';

/** What an event is written for. */
interface Purpose {
  readonly attempt?: AttemptLog | undefined;
  readonly shared?: SharedEvidence | undefined;
  /** It bears on the attempt, but nothing in it says so: no id, no session, no address. */
  readonly keyless?: true | undefined;
}

/** An event between its being written and its place in a log. */
export interface Written extends Purpose {
  readonly host: SimHost;
  readonly event: HostEvent;
}

/** A machine whose events go out in the order of time, with record ids, as far as its logs are left. */
export interface SimHost extends Host {
  readonly loss: LogLoss;
  /** The attempt's connection is over: another may have its number. */
  release(attempt: AttemptLog): void;
  /** The same machine, writing about an attempt. */
  about(attempt: AttemptLog): Host;
  /** The same machine, writing because of an attempt what no key ties to it: evidence, if it is, and no part of it. */
  near(attempt: AttemptLog): Host;
  /** The same machine, writing what is evidence for more attempts than one. */
  sharing(evidence: SharedEvidence): Host;
  /** Sets the clock, by so many microseconds, from this true time on. */
  setClock(time: number, by: number): void;
  /** The time that the machine's clock shows. */
  shown(time: number): number;
  /** Files an event; undefined where that part of the log is lost. Events must come in order. */
  file(written: Written, time: number): SimRecord | undefined;
}

export interface SimHostOptions {
  readonly machine: Machine;
  readonly random: Random;
  readonly rates: LossRates;
  readonly from: number;
  readonly to: number;
  /** Takes an event for the time at which its log gets it. */
  readonly write: (time: number, written: Written) => void;
}

/** Virtual accounts of fonts and windows: they belong to a session, and say nothing of the attempt. */
const isVirtualAccount = ({ payload }: HostEvent): boolean =>
  payload.type === 'event-data' &&
  payload.fields.some(
    ({ name, value }) =>
      name === 'TargetDomainName' && (value === 'Window Manager' || value === 'Font Driver Host'),
  );

/** What a plain host does to start over; neither needs its `this`. */
interface StartsOver {
  readonly boot: (time: number) => void;
  readonly restartTermService: () => void;
}

const SECURITY = 'Security';
/** How often a record comes into its log after another that is younger, and by how many microseconds at most. */
const LATE = 0.02;
const LATEST = 3000;
/** How often the end of a connection (103) carries a time from before its closing (102), and how far from before. */
const EARLY = 0.05;
const EARLIEST = 80_000;
const ENDED = 103;

/** The host's ways to start over, with connections that are numbered anew. */
function startingOver(
  { boot, restartTermService }: StartsOver,
  numbers: ConnectionNumbers,
): Pick<Host, 'boot' | 'restartTermService' | 'nextConnection'> {
  return {
    boot(time) {
      boot(time);
      numbers.reset();
    },
    restartTermService() {
      restartTermService();
      numbers.reset();
    },
    nextConnection: () => numbers.take(),
  };
}

/** Makes a machine that has just booted. */
export function createSimHost(options: SimHostOptions): SimHost {
  const { machine, random, rates, from, to } = options;
  const lastIds = new Map<string, number>();
  const numbers = createConnectionNumbers(random);
  const offsets: { readonly from: number; readonly by: number }[] = [{ from: -Infinity, by: 0 }];

  const send = (written: HostEvent, purpose: Purpose): void => {
    // Threads race to the log.
    const late = happens(random, LATE) ? random.integer(1, LATEST) : 0;
    const event = happens(random, EARLY) ? stampedEarly(written) : written;
    const attempt = event.channel === SECURITY && isVirtualAccount(event) ? undefined : purpose.attempt;
    if (attempt) {
      attempt.pending++;
      if (event.time > attempt.end) attempt.end = event.time;
    }
    const { shared, keyless } = purpose;
    options.write(event.time + late, { host, event, attempt, shared, keyless });
  };
  const writingFor = (purpose: Purpose): Host =>
    Object.create(host, {
      emit: { value: (event: HostEvent) => send(event, purpose) },
      nextConnection: { value: () => connectionOf(purpose.attempt) },
    }) as Host;
  const connectionOf = (attempt: AttemptLog | undefined): number => {
    const number = numbers.take();
    if (attempt) attempt.connection = number;
    return number;
  };

  const plain = hostOf(machine, random, from, (event) => send(event, {}));
  const host: SimHost = Object.defineProperties(
    plain,
    Object.getOwnPropertyDescriptors({
      ...startingOver(plain, numbers),
      release: ({ connection }: AttemptLog) => void (connection !== undefined && numbers.free(connection)),
      loss: loseLogs(random, rates, from, to),
      about: (attempt: AttemptLog) => writingFor({ attempt }),
      near: (attempt: AttemptLog) => writingFor({ attempt, keyless: true }),
      sharing: (shared: SharedEvidence) => writingFor({ shared }),
      setClock: (time: number, by: number) => void offsets.push({ from: time, by: shiftAt(time) + by }),
      shown: (time: number) => time + shiftAt(time),
      file,
    }),
  ) as SimHost;
  return host;

  function stampedEarly(event: HostEvent): HostEvent {
    if (event.eventId !== ENDED) return event;
    return { ...event, time: event.time - random.integer(1000, EARLIEST) };
  }

  function shiftAt(time: number): number {
    for (let i = offsets.length - 1; i > 0; i--) {
      const offset = offsets[i];
      if (offset && offset.from <= time) return offset.by;
    }
    return offsets[0]?.by ?? 0;
  }

  function file({ event, attempt, shared, keyless }: Written, time: number): SimRecord | undefined {
    const recordId = (lastIds.get(event.channel) ?? random.integer(300, 90_000)) + 1;
    lastIds.set(event.channel, recordId);
    const keeps = host.loss.keeps(event.channel, time);
    if (attempt) {
      attempt.pending--;
      if (!keeps) attempt.lost++;
      else {
        const place = [host.computer, event.channel, recordId] as const;
        if (!keyless) attempt.records.push(place);
        if (isSign(attempt, event)) attempt.evidence.push(place);
      }
    }
    if (!keeps) return undefined;
    if (shared) shared.kept++;
    const shownTime = clockTime(machine.build, event.time + shiftAt(event.time));
    return new SimRecord(
      event,
      { computer: host.computer, recordId, time: shownTime, filed: time },
      keyless ? undefined : attempt,
    );
  }
}
