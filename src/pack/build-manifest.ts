import type { Collected } from '../collect/manifest.ts';
import { stateMachine } from '../collect/read-collected.ts';
import type { Report } from '../model/report.ts';
import type { InputRuns } from '../pipeline.ts';
import type { GatheredEvent, GatheredEvents } from './gather-events.ts';
import {
  FORMAT_VERSION,
  PACK_FORMAT,
  type CaseManifest,
  type PackBounds,
  type PackedFile,
  type RedactionNote,
  type RerunNote,
  type StatedInput,
  type StatedSymptomText,
} from './manifest.ts';
import { stateRun } from './stated-runs.ts';
import { verdictOf } from './verdict.ts';

/** The events of one input, as a file of the pack. */
export interface EventFile {
  readonly name: string;
  readonly input: string;
  readonly count: number;
  readonly pieces: () => Iterable<string>;
}

/** Makes a file of each input's events, as Windows exports them. */
export const eventFiles = ({ byInput }: GatheredEvents): readonly EventFile[] =>
  [...byInput]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([input, events], i) => ({
      name: `events/${String(i + 1).padStart(3, '0')}-${slugOf(events)}.xml`,
      input,
      count: events.length,
      pieces: () => xmlPieces(events),
    }));

/** The channel, as far as a file name may hold it: log text names no file as it likes. */
function slugOf(events: readonly GatheredEvent[]): string {
  const [channel = '', ...others] = new Set(events.map((event) => event.channel));
  if (others.length > 0) return 'several';
  const slug = channel
    .replace(/^Microsoft-Windows-/, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'events' : slug;
}

/** So many events make a piece. */
const EVENTS = 100;

function* xmlPieces(events: readonly GatheredEvent[]): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<Events>\n';
  for (let i = 0; i < events.length; i += EVENTS) {
    yield events
      .slice(i, i + EVENTS)
      .map(({ xml }) => `${xml}\n`)
      .join('');
  }
  yield '</Events>\n';
}

/** What the report does not say of the inputs, each by its path in the report. */
interface StatedParts {
  readonly runs: ReadonlyMap<string, InputRuns>;
  readonly machines: ReadonlyMap<string, Collected>;
  readonly files: readonly EventFile[];
}

/** Writes down what the inputs showed, and how many stretches of record ids there was no room for. */
export function stateInputs(
  { inputs, problems }: Report,
  { runs, machines, files }: StatedParts,
): { readonly inputs: readonly StatedInput[]; readonly rangesLeftOut: number } {
  let rangesLeftOut = 0;
  const stated = inputs.map((input): StatedInput => {
    const seen = runs.get(input.path);
    const file = files.find((one) => one.input === input.path);
    const machine = machines.get(input.path);
    return {
      ...input,
      ...(seen?.channel === undefined ? {} : { channel: seen.channel }),
      runs: (seen?.runs ?? []).map((run) => {
        const { run: own, leftOut } = stateRun(run);
        rangesLeftOut += leftOut;
        return own;
      }),
      problems: problems
        .filter((problem) => problem.input === input.path)
        .map(({ input: __, ...problem }) => problem),
      ...(machine && { machine: stateMachine(machine) }),
      ...(file && { events: { file: file.name, count: file.count } }),
    };
  });
  return { inputs: stated, rangesLeftOut };
}

/** What a manifest is made of beside the report. */
export interface ManifestParts {
  readonly inputs: readonly StatedInput[];
  readonly bounds: PackBounds;
  readonly rerun: Omit<RerunNote, 'command'>;
  readonly redaction: RedactionNote | null;
  readonly symptom: StatedSymptomText | undefined;
  readonly files: readonly PackedFile[];
}

/** Says what is in a pack. No time of making: the same inputs make the same pack. */
export const buildManifest = (
  report: Report,
  { inputs, bounds, rerun, redaction, symptom, files }: ManifestParts,
): CaseManifest => ({
  format: PACK_FORMAT,
  formatVersion: FORMAT_VERSION,
  about: [
    'A case pack of rdpwhy: why Remote Desktop connections failed, with the events that show it.',
    'Read report.html first. The files in events/ are Windows event XML, which any tool reads.',
    'What is said here of coverage and inputs is the word of who made the pack; SHA-256 finds damage, not forgery.',
    ...packsToBring(report),
  ],
  tool: report.tool,
  verdict: verdictOf(report),
  ...(symptom && { symptom }),
  redaction,
  rerun: { command: 'rdpwhy analyze THIS-FILE.zip', ...rerun },
  bounds,
  hosts: report.hosts,
  coverage: report.coverage,
  inputs,
  files,
});

/** Patterns are not in a pack: those of an organisation are its own. */
function packsToBring({ tool }: Report): readonly string[] {
  const [, ...others] = tool.patterns.packs;
  return others.map(
    ({ name, sha256 }) =>
      `It was made with the further patterns '${name}' (SHA-256 ${sha256}), which are not in it: --patterns takes them.`,
  );
}
