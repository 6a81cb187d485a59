import type { StatedMachine } from '../collect/manifest.ts';
import type {
  Report,
  ReportCoverage,
  ReportHost,
  ReportInput,
  ReportTool,
  ReportVerdict,
} from '../model/report.ts';

/** The file of a case pack that says what is in it. */
export const MANIFEST = 'manifest.json';
export const PACK_FORMAT = 'rdpwhy-case-pack';
export const FORMAT_VERSION = 1;

/** The name of a sender's input where its pack is an input itself. */
export const pathInPack = (pack: string, input: string): string => `${pack}!${input}`;

/** What a case pack says of itself: all that the receiver knows of logs that are not in it. */
export interface CaseManifest {
  readonly format: typeof PACK_FORMAT;
  readonly formatVersion: typeof FORMAT_VERSION;
  /** For people. */
  readonly about: readonly string[];
  readonly tool: ReportTool;
  readonly verdict: ReportVerdict;
  /** What the person met, as it was given on the command line. */
  readonly symptom?: StatedSymptomText;
  readonly redaction: RedactionNote | null;
  /** Whether the events in the pack, read again, gave the report's verdict when it was made. */
  readonly rerun: RerunNote;
  readonly bounds: PackBounds;
  readonly hosts: readonly ReportHost[];
  readonly coverage: readonly ReportCoverage[];
  readonly inputs: readonly StatedInput[];
  readonly files: readonly PackedFile[];
}

/** The options of `analyze` that say what somebody saw, as they were typed. */
export interface StatedSymptomText {
  readonly code?: string;
  readonly at?: string;
  readonly user?: string;
  readonly client?: string;
  readonly tz?: string;
}

export interface RedactionNote {
  readonly how: string;
  readonly replaced: readonly string[];
  readonly kept: readonly string[];
}

export interface RerunNote {
  readonly command: string;
  /** Same causes with the same confidence, same outcome. */
  readonly sameVerdict: boolean;
  /** Attempts in the pack of which it came to something else. */
  readonly attemptsThatDiffer: number;
}

/** What was left out, for the pack has a limit or nothing rests on it. */
export interface PackBounds {
  /** Listed in the report, and those of them whose events are in the pack. */
  readonly attempts: { readonly listed: number; readonly packed: number };
  /** Records that bear on a connection, and those that are in the pack. */
  readonly events: { readonly read: number; readonly packed: number };
  /** Stretches of record ids that are not in `runs`: the shortest, of logs with very many. */
  readonly rangesLeftOut: number;
}

/** An input of the sender's, with what its records showed. */
export interface StatedInput extends ReportInput {
  /** The channel that its name promises. */
  readonly channel?: string;
  readonly runs: readonly StatedRun[];
  readonly problems: readonly StatedProblem[];
  /** What `rdpwhy collect` found of a machine, where this input is that. */
  readonly machine?: StatedMachine;
  /** Where its events are; absent where none was needed. */
  readonly events?: { readonly file: string; readonly count: number };
}

/** The records of one channel of one computer in an input. */
export interface StatedRun {
  readonly computer: string;
  readonly channel: string;
  readonly records: number;
  /** First and last record id of each stretch without a gap, and the times of its earliest and latest record. */
  readonly ranges: readonly StatedRange[];
}

export type StatedRange = readonly [first: number, last: number, firstTime: string, lastTime: string];

export type StatedProblem = Omit<Report['problems'][number], 'input'>;

export interface PackedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}
