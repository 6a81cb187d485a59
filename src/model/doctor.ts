import type { CoverageState } from './coverage.ts';
import type { RunOn } from './pattern.ts';
import type { HostRole, ReportInput, ReportProblem, ReportSummary, ReportTool } from './report.ts';

/** What was found among the inputs, what is missing, and how to get it: `rdpwhy doctor --json` prints it. */
export interface Doctor {
  readonly schemaVersion: 1;
  readonly tool: ReportTool;
  /** What the logs come to as they are. */
  readonly summary: ReportSummary;
  /**
   * `enough`: no log that is known of would change the answer. `surer`: there is an answer, and more logs could change it.
   * `needed`: without more logs there is none. `nothing`: no log could be read.
   */
  readonly verdict: 'enough' | 'surer' | 'needed' | 'nothing';
  /** The same in a sentence; holds log text. */
  readonly advice: string;
  /** What to know of names that are pseudonyms and of case packs; a sentence each, log text. */
  readonly notices: readonly string[];
  /** Machines whose logs are wanted, the remote computer first. */
  readonly ask: readonly AskedMachine[];
  /** Machines that the logs show. */
  readonly found: readonly FoundMachine[];
  readonly inputs: readonly ReportInput[];
  /** What is not whole of the inputs, or says nothing: a sentence each without its full stop; holds log text. */
  readonly faults: readonly string[];
  readonly problems: readonly ReportProblem[];
}

/** Where commands are to be run, and which. */
export interface AskedMachine {
  readonly on: RunOn;
  /** What they are called, where records say so; several where the same is wanted of each. Log text. */
  readonly names: readonly string[];
  /** Makes a folder for this machine's logs and goes there: two machines have logs of one name. */
  readonly prepare: readonly string[];
  /** Those without which the answer may be another first, those that would decide most before the others. */
  readonly logs: readonly AskedLog[];
  /** What would be recorded the next time if it were switched on; every one changes the machine. */
  readonly changes: readonly LoggingChange[];
}

export interface AskedLog {
  readonly channel: string;
  /** `partial`: it was seen and does not cover all of the failures. `unread`: it was given and could not be read. */
  readonly lack: Exclude<CoverageState, 'seen'> | 'partial' | 'unread';
  /** `answer`: it could change what is said of the failures. `whole`: it is no more than the rest of the picture. */
  readonly need: 'answer' | 'whole';
  /** What is the matter with it; no full stop. */
  readonly text: string;
  /** Causes that it would decide, those of most attempts first. */
  readonly neededBy: readonly string[];
  /** Those of them that were found, and are no more than possible. */
  readonly found: readonly string[];
  /** Failed attempts for which something in it is missed. */
  readonly attempts: number;
  /** Saves it, or says of an empty one whether it is on; changes nothing. '': nothing is to be had by a command. */
  readonly command: string;
}

export interface LoggingChange {
  readonly text: string;
  readonly command: string;
  /** The command that takes it back, or shows what to go back to. */
  readonly undo: string;
}

export interface FoundMachine {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly roles: readonly HostRole[];
  readonly osBuild?: number;
  readonly logs: readonly FoundLog[];
}

export interface FoundLog {
  readonly channel: string;
  readonly state: Exclude<CoverageState, 'missing'>;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** Record ids, first and last of each run without a gap. */
  readonly ranges: readonly (readonly [number, number])[];
  /** One of its files is full and overwrites its oldest records. */
  readonly wrapped: boolean;
}
