import type { RawEvent } from '../parsers/raw-event.ts';
import { correlateHost } from './correlate/correlate-host.ts';
import { diagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import { diagnoseHost } from './diagnose/diagnose-host.ts';
import { fillTemplate } from './diagnose/fill-template.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import type { PatternPack } from './model/pattern.ts';
import type { InputIntegrity, Report, ReportInput } from './model/report.ts';
import { formatMicros, micros } from './model/time.ts';
import { channels, coreChannels } from './normalize/channels.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import { buildReport } from './report/build-report.ts';
import { createProblemList, type Problem } from './report/problem-list.ts';
import { buildCoverage, type HostScene } from './report/build-coverage.ts';
import { createCoverageTracker, type ChannelRun } from './timeline/coverage-tracker.ts';
import { createHostNames, type HostNames } from './timeline/host-names.ts';
import { describeHosts } from './timeline/describe-hosts.ts';
import { coverageView } from './timeline/coverage-view.ts';
import { createTimeline } from './timeline/timeline.ts';

export interface PipelineOptions {
  readonly version: string;
  readonly packs: readonly PatternPack[];
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
  /** Takes all records of the input at once, in place of `observe` and `push`. */
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
  const catalog = createCatalog();
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
    timeline: () => timeline.ordered(),
    close() {
      const patterns = options.packs.flatMap((pack) => pack.patterns);
      const seen = coverageView(tracker.coverage(), emptyChannels);
      const ordered = timeline.ordered();
      const byHost = groupByHost(ordered, names);
      const attempts: DiagnosedAttempt[] = [];
      const hostDiagnoses: HostDiagnosis[] = [];
      const scenes: HostScene[] = [];
      const anyRole = [...byHost.values()].some(hasRole);
      for (const [host, events] of byHost) {
        const correlation = correlateHost(events, {
          host,
          stackSeen: seen.hasChannel(host, channels.stack),
          stackCovers: (time) => seen.wasSeen(host, channels.stack, time),
        });
        const diagnosed = correlation.attempts.map((a) => diagnoseAttempt(a, patterns, seen.wasSeen));
        const scene = {
          host,
          attempts: diagnosed,
          unattached: correlation.unattached,
          wasSeen: seen.wasSeen,
        };
        // One by one: a flood has more attempts than a call can have arguments.
        for (const one of diagnosed) attempts.push(one);
        hostDiagnoses.push(...diagnoseHost(scene, patterns));
        scenes.push({ ...scene, wanted: wantedChannels(events, diagnosed.length, anyRole) });
      }
      return buildReport({
        tool: tool(options, patterns.length),
        inputs: countEvents(inputs, ordered),
        hosts: describeHosts(names, byHost),
        coverage: buildCoverage(seen, scenes),
        attempts,
        hostDiagnoses,
        problems: problems.list(),
        patterns: new Map(patterns.map((pattern) => [pattern.id, pattern])),
        fill: fillTemplate,
        hostEvents: (host) => scenes.find((scene) => scene.host === host)?.unattached ?? [],
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
 * them, none for a machine that only lent its records. Where no machine shows either, the host's are the ones to ask for.
 */
function wantedChannels(events: readonly Event[], attempts: number, anyRole: boolean): readonly string[] {
  const asClient = events.some((event) => event.source.channel === channels.client);
  const asHost =
    events.some((event) => hostChannels.has(event.source.channel)) || (attempts > 0 && !asClient);
  return [
    ...(asClient ? [channels.client, channels.system] : []),
    ...(asHost || !anyRole ? coreChannels : []),
  ];
}
const hostChannels: ReadonlySet<string> = new Set([channels.stack, channels.connections, channels.sessions]);

const hasRole = (events: readonly Event[]): boolean =>
  events.some((event) => hostChannels.has(event.source.channel) || event.source.channel === channels.client);

/** Every host that has records at all, with its events; by name. */
function groupByHost(events: readonly Event[], names: HostNames): ReadonlyMap<string, readonly Event[]> {
  const hosts = new Map<string, Event[]>(names.hosts().map((host) => [host, []]));
  for (const event of events) hosts.get(names.hostOf(event.host))?.push(event);
  return hosts;
}
