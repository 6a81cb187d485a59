import type { EventSpec } from '../event-spec.ts';
import { lsassActivity } from './guids.ts';
import { type Random, createRandom } from './random.ts';
import { clockTime } from './windows.ts';

/** What a machine is, for as long as the story goes. */
export interface Machine {
  readonly name: string;
  /** NetBIOS name of its domain, or WORKGROUP. */
  readonly domain: string;
  /** Absent outside a domain. */
  readonly dnsSuffix?: string;
  readonly build: number;
  readonly revision: number;
}

/** Process ids that one boot gave. */
interface Processes {
  readonly lsass: number;
  readonly services: number;
  /** The svchost of TermService: RdpCoreTS and RemoteConnectionManager write from it. */
  readonly termService: number;
  /** The svchost of the session manager. */
  readonly sessionManager: number;
  /** The svchosts of group policy and of Windows Update. */
  readonly groupPolicy: number;
  readonly updates: number;
}

/** Threads of TermService that keep their task for a whole boot. */
interface Threads {
  /** Writes the accepted TCP connection. */
  readonly acceptor: number;
  /** Writes RemoteConnectionManager's "received a connection" and the created connection object. */
  readonly listener: number;
  /** Writes the end of connections. */
  readonly closer: number;
}

/** An event without what its host adds. */
export type HostEvent = Omit<EventSpec, 'computer' | 'recordId'>;

/** While it is put together; simulations make millions, and a spread inside a literal is ten times as slow. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A machine that writes events. */
export interface Host {
  readonly machine: Machine;
  /** The name in System/Computer. */
  readonly computer: string;
  readonly random: Random;
  readonly processes: Processes;
  readonly threads: Threads;
  /** lsass's ActivityID of this boot. */
  readonly lsassActivity: string;
  /** Starts over with new processes; connections and sessions count from their beginning again. */
  boot(time: number): void;
  /** TermService alone starts over: new process, and its connections count from their beginning again. */
  restartTermService(): void;
  /** N of the next `RDP-Tcp#N`. */
  nextConnection(): number;
  nextSession(): number;
  nextLogonId(): number;
  emit(event: HostEvent): void;
}

/** A host that keeps what it writes. Phases may write in any order of time: `logs` puts them in order. */
export interface RecordedHost extends Host {
  /** Every channel's events in the order and with the record ids in which its log holds them. */
  logs(): ReadonlyMap<string, readonly EventSpec[]>;
}

/** Makes a host that has just booted; the seed settles everything that is left to chance. */
export function createHost(machine: Machine, seed: number, bootTime: number): RecordedHost {
  const events: HostEvent[] = [];
  const host = hostOf(machine, createRandom(seed), bootTime, (event) => {
    events.push({ ...event, time: clockTime(machine.build, event.time) });
  });
  return Object.assign(host, { logs: () => orderedLogs(events, host.computer, createRandom(seed + 1)) });
}

/** The name in System/Computer. */
const computerName = ({ name, dnsSuffix }: Machine): string => (dnsSuffix ? `${name}.${dnsSuffix}` : name);

/** Makes a host that has just booted and gives its events, with the true time, to whoever keeps them. */
export function hostOf(
  machine: Machine,
  random: Random,
  bootTime: number,
  emit: (event: HostEvent) => void,
): Host {
  let epoch = startEpoch(random, bootTime);
  return {
    machine,
    computer: computerName(machine),
    random,
    get processes() {
      return epoch.processes;
    },
    get threads() {
      return epoch.threads;
    },
    get lsassActivity() {
      return epoch.lsassActivity;
    },
    boot(time) {
      epoch = startEpoch(random, time);
    },
    restartTermService() {
      const { processes, threads } = startEpoch(random, 0);
      epoch = {
        ...epoch,
        processes: { ...epoch.processes, termService: processes.termService },
        threads,
        connections: 0,
      };
    },
    nextConnection: () => epoch.connections++,
    nextSession: () => epoch.sessions++,
    nextLogonId: () => (epoch.logonId += random.integer(0x1200, 0x9_0000)),
    emit,
  };
}

function startEpoch(random: Random, time: number) {
  // Windows gives out process and thread ids in steps of four.
  const id = (least: number, most: number): number => random.integer(least / 4, most / 4) * 4;
  return {
    processes: {
      lsass: id(560, 760),
      services: id(520, 556),
      termService: id(900, 1100),
      sessionManager: id(780, 880),
      groupPolicy: id(1120, 1300),
      updates: id(3200, 5600),
    },
    threads: { acceptor: id(1400, 1480), listener: id(1320, 1396), closer: id(1500, 1600) },
    lsassActivity: lsassActivity(time),
    connections: 0,
    // Session 0 is the services', 1 the console's.
    sessions: 2,
    logonId: random.integer(0x2_0000, 0x6_0000),
  };
}

function orderedLogs(events: readonly HostEvent[], computer: string, random: Random) {
  const logs = new Map<string, EventSpec[]>();
  for (const channel of [...new Set(events.map((event) => event.channel))].toSorted()) {
    // The logs began long before the story.
    const first = random.integer(300, 90_000);
    const inOrder = events
      .filter((event) => event.channel === channel)
      .toSorted((a, b) => a.time - b.time)
      .map((event, index) => ({ ...event, computer, recordId: first + index }));
    logs.set(channel, inOrder);
  }
  return logs;
}
