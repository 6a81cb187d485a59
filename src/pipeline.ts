import type { RawEvent } from '../parsers/raw-event.ts';
import { correlateHost } from './correlate/correlate-host.ts';
import { joinMachines } from './correlate/join-machines.ts';
import { diagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import { eventsOf, indexEvents } from './diagnose/event-index.ts';
import { diagnoseHost, undecidedCauses } from './diagnose/diagnose-host.ts';
import { fillTemplate } from './diagnose/fill-template.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import type { InputIntegrity, Report, ReportInput } from './model/report.ts';
import type { RunOn } from './model/pattern.ts';
import type { StatedSymptom } from './model/symptom.ts';
import { formatMicros, micros } from './model/time.ts';
import { channels, coreChannels } from './normalize/channels.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import { buildHosts } from './report/build-hosts.ts';
import { buildReport } from './report/build-report.ts';
import { createProblemList, type Problem } from './report/problem-list.ts';
import { buildCoverage, type HostScene } from './report/build-coverage.ts';
import { createCoverageTracker, type ChannelRun } from './timeline/coverage-tracker.ts';
import { createHostNames, type HostNames } from './timeline/host-names.ts';
import { clockedView, hostClocks, inKeptOrder } from './timeline/host-clocks.ts';
import { describeHosts } from './timeline/describe-hosts.ts';
import { coverageView } from './timeline/coverage-view.ts';
import { createTimeline } from './timeline/timeline.ts';

export interface PipelineOptions {
  readonly version: string;
  /** A pattern of a later pack stands in place of one of the same id in an earlier. */
  readonly packs: readonly Pack[];
  /** What the person who could not connect saw; heads the report. */
  readonly symptom?: StatedSymptom;
}

/** What is known of an input before it is read. */
export interface InputHead {
  /** As the person gave it; names the input in the report. */
  readonly path: string;
  /** The channel its file name promises, for a log without records. */
  readonly channel?: string;
}

/** What is known of an input when it was read. */
export interface InputTail {
  readonly format: string;
  readonly bytes: number;
  readonly state: string;
  readonly sha256?: string;
  readonly integrity?: InputIntegrity;
}

/** What was read of an input elsewhere, as plain data: it comes from other threads. */
export interface ReadAhead {
  readonly events: readonly Event[];
  readonly runs: readonly ChannelRun[];
}

/** One input on its way through: feed it what the reader gives. */
export interface PipelineInput {
  readonly observe: (computer: string, channel: string, recordId: number, time: number) => void;
  push(event: RawEvent): void;
  /** Takes all records of the input at once, or of its parts in order, in place of `observe` and `push`. */
  adopt(read: ReadAhead): void;
  problem(problem: Problem): void;
  end(tail: InputTail): void;
}

export interface Pipeline {
  readonly catalog: Catalog;
  open(head: InputHead): PipelineInput;
  /** All events so far in one order, as the `timeline` command shows them. */
  timeline(): readonly Event[];
  /** Ends all inputs and says what came of it. */
  close(): Report;
}

/**
 * Makes the one way from records to a report: normalise, order, correlate, diagnose, report. It does no I/O and
 * reads no clock; the same events give the same report, whatever order the inputs came in.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const catalog = createCatalog(options.packs.flatMap((pack) => pack.events ?? []));
  const timeline = createTimeline();
  const names = createHostNames();
  const tracker = createCoverageTracker(names);
  const problems = createProblemList();
  const inputs: ReadInput[] = [];
  const emptyChannels = new Set<string>();

  return {
    catalog,
    open: (head) => {
      const watcher = tracker.watch();
      let pushed = 0;
      return {
        observe: watcher.observe,
        push(raw) {
          const event = catalog.normalize(raw, head.path);
          if (!event) return;
          timeline.push(event);
          pushed++;
        },
        adopt({ events, runs }) {
          for (const event of events) timeline.push(event);
          pushed += events.length;
          watcher.adopt(runs);
        },
        problem: (problem) => problems.add(head.path, problem),
        end(tail) {
          watcher.end();
          if (watcher.records() === 0 && head.channel !== undefined) emptyChannels.add(head.channel);
          const span = watcher.span();
          inputs.push({
            path: head.path,
            ...tail,
            hosts: watcher.computers(),
            channels: watcher.channels(),
            records: { read: watcher.records(), pushed, skipped: problems.lostRecords(head.path) },
            firstTime: span ? formatMicros(micros(span[0])) : null,
            lastTime: span ? formatMicros(micros(span[1])) : null,
          });
        },
      };
    },
    timeline: () => inKeptOrder(timeline.ordered(), hostClocks(groupByHost(timeline.ordered(), names))),
    close() {
      const patterns = [...patternsOf(options.packs).values()];
      const ordered = timeline.ordered();
      const clocks = hostClocks(groupByHost(ordered, names));
      const byHost = new Map([...clocks].map(([host, { events }]) => [host, events]));
      const seen = clockedView(coverageView(tracker.coverage(), emptyChannels), clocks);
      const attempts: DiagnosedAttempt[] = [];
      const hostDiagnoses: HostDiagnosis[] = [];
      const scenes: HostScene[] = [];
      const anyRole = [...byHost.values()].some(hasRole);
      const machines = [...clocks].map(([host, { events, readAt }]) => {
        const stack = seen.rows.find((row) => row.host === host && row.channel === channels.stack);
        const correlation = correlateHost(events, {
          host,
          stackSeen: seen.hasChannel(host, channels.stack),
          // The logs of one machine are copied together: after its last record the stack's was silent, not unseen.
          stackCovers: (time) =>
            readAt(time) > (stack?.lastTime ?? Infinity) || seen.wasSeen(host, channels.stack, time),
        });
        const index = indexEvents(eventsOf(correlation.attempts, correlation.unattached));
        return { host, names: [host, ...names.aliasesOf(host)], events, index, ...correlation };
      });
      const joined = joinMachines(machines);
      const ofMachine = (name: string) => machines.find(({ host }) => host === name)?.index;
      for (const { host, events, index, unattached } of machines) {
        const around = { wasSeen: seen.wasSeen, seenElsewhere: seen.hasElsewhere, host: index, ofMachine };
        const own = joined.attempts.get(host) ?? [];
        const diagnosed = own.map((attempt) => diagnoseAttempt(attempt, patterns, around));
        const scene = { host, attempts: diagnosed, unattached, wasSeen: seen.wasSeen, index };
        // One by one: a flood has more attempts than a call can have arguments.
        for (const one of diagnosed) attempts.push(one);
        hostDiagnoses.push(...diagnoseHost(scene, patterns));
        const wanted = wantedChannels(events, diagnosed.length, anyRole);
        const machines: RunOn[] = [];
        if (wanted.includes(channels.stack)) machines.push('host');
        if (wanted.includes(channels.gateway)) machines.push('gateway');
        if (wanted.includes(channels.client)) machines.push('client');
        scenes.push({ ...scene, wanted, undecided: undecidedCauses({ host, machines }, patterns, seen) });
      }
      return buildReport({
        tool: tool(options, patterns.length),
        inputs: countEvents(inputs, ordered),
        hosts: buildHosts(describeHosts(names, byHost), clocks, joined.clocks, attempts),
        hostOf: (computer) => names.hostOf(computer),
        coverage: buildCoverage(seen, scenes),
        attempts,
        hostDiagnoses,
        problems: problems.list(),
        patterns: new Map(patterns.map((pattern) => [pattern.id, pattern])),
        fill: fillTemplate,
        hostEvents: (host) => scenes.find((scene) => scene.host === host)?.unattached ?? [],
        ...(options.symptom && { symptom: options.symptom }),
      });
    },
  };
}

/** An input whose events are counted when all inputs are read: only then is it known which copy of a record stays. */
type ReadInput = Omit<ReportInput, 'records'> & {
  readonly records: { readonly read: number; readonly pushed: number; readonly skipped: number };
};

function countEvents(inputs: readonly ReadInput[], ordered: readonly Event[]): ReportInput[] {
  const kept = new Map<string, number>();
  for (const { source } of ordered) kept.set(source.input, (kept.get(source.input) ?? 0) + 1);
  return inputs
    .map((input) => {
      const { read, pushed, skipped } = input.records;
      const events = kept.get(input.path) ?? 0;
      return { ...input, records: { read, events, skipped, duplicates: pushed - events } };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tool(options: PipelineOptions, count: number): Report['tool'] {
  const packs = options.packs.map(({ name, version, sha256 }) => ({ name, version, sha256 }));
  return { name: 'rdpwhy', version: options.version, patterns: { count, packs } };
}

/**
 * The channels that matter for a machine: those of a host where it took connections, those of a client where it made
 * them, a gateway's own, none for a machine that only lent its records. Where no machine shows either, the host's are the ones to ask for.
 */
function wantedChannels(events: readonly Event[], attempts: number, anyRole: boolean): readonly string[] {
  const asClient = events.some((event) => event.source.channel === channels.client);
  const asHost =
    events.some((event) => hostChannels.has(event.source.channel)) || (attempts > 0 && !asClient);
  return [
    ...(asClient ? [channels.client, channels.system] : []),
    ...(events.some(isOfGateway) ? [channels.gateway, channels.security] : []),
    ...(asHost || !anyRole ? coreChannels : []),
  ];
}
/** Only a gateway keeps that log, or has that service. */
const isOfGateway = ({ source, facts }: Event): boolean =>
  source.channel === channels.gateway || facts['service'] === 'TSGateway';

const hostChannels: ReadonlySet<string> = new Set([channels.stack, channels.connections, channels.sessions]);

const hasRole = (events: readonly Event[]): boolean =>
  events.some((event) => hostChannels.has(event.source.channel) || event.source.channel === channels.client);

/** Every host that has records at all, with its events; by name. */
function groupByHost(events: readonly Event[], names: HostNames): ReadonlyMap<string, readonly Event[]> {
  const hosts = new Map<string, Event[]>(names.hosts().map((host) => [host, []]));
  for (const event of events) hosts.get(names.hostOf(event.host))?.push(event);
  return hosts;
}
