import type { LoggingChange } from './doctor.ts';
import type { RunOn } from './pattern.ts';
import type { ReportTool } from './report.ts';

/** What the Windows machine that this runs on logs, and what should be switched on: `rdpwhy doctor --live --json`. */
export interface MachineCheck {
  readonly schemaVersion: 1;
  readonly tool: Pick<ReportTool, 'name' | 'version'>;
  /** Run with an administrator's rights; null: that could not be found out. */
  readonly elevated: boolean | null;
  readonly channels: readonly CheckedChannel[];
  /** Empty where the audit policy may not be read. */
  readonly audit: readonly CheckedAudit[];
  /** In a sentence; holds nothing that a stranger wrote. */
  readonly advice: string;
  /** What keeps this machine from telling why a connection failed; the gravest first. */
  readonly findings: readonly MachineFinding[];
}

export interface CheckedChannel {
  readonly channel: string;
  /** The machines on which it matters. */
  readonly on: RunOn;
  /** `failed`: Windows did not answer, or with another error, which `code` has; -1: not at all. */
  readonly access: 'readable' | 'empty' | 'denied' | 'missing' | 'failed';
  readonly code?: number;
  readonly enabled: boolean | null;
  /** When it is full: `circular` writes over the oldest records, `retain` writes no more, `archive` begins a new file. */
  readonly mode: 'circular' | 'retain' | 'archive' | null;
  readonly fileBytes: number | null;
  readonly maxBytes: number | null;
  readonly records: number | null;
  /** Some records of it are gone because newer ones were written over them. */
  readonly overwritten: boolean | null;
  readonly oldest: RecordPlace | null;
  readonly newest: RecordPlace | null;
}

export interface RecordPlace {
  readonly recordId: number;
  readonly time: string;
}

/** A subcategory of the audit policy. */
export interface CheckedAudit {
  readonly guid: string;
  /** In English, whatever the system's language. */
  readonly name: string;
  readonly on: RunOn;
  readonly wanted: { readonly success: boolean; readonly failure: boolean };
  /** null: Windows said it in a language that is not known here; `setting` has its words. */
  readonly audited: { readonly success: boolean; readonly failure: boolean } | null;
  readonly setting: string;
}

export interface MachineFinding {
  /** A sentence without its full stop. */
  readonly text: string;
  /** Everything that it takes; each changes the machine, and nothing of it was done. */
  readonly change?: Omit<LoggingChange, 'text'>;
}
