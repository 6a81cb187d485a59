import type { HostDiagnosis } from './model/diagnosis.ts';
import { hashText } from './model/hash-text.ts';
import { personOf } from './model/person.ts';
import type { ReportCause } from './model/report.ts';
import { micros, type Micros } from './model/time.ts';
import type { Confidence } from './model/vocabulary.ts';
import { hostCause, type CauseTools } from './report/build-causes.ts';

/** A cause of a host while more events may come. */
export interface LookedCause {
  /** Of the host and the cause. */
  readonly id: string;
  readonly host: string;
  readonly confidence: Confidence;
  /** How many users it names, or addresses where it names no users. */
  readonly people: number;
  /** How many it rests on. */
  readonly records: number;
  /** How many attempts it is made of; 0: it shows in none. */
  readonly attempts: number;
  /** Which these are, where each of them matters. */
  readonly members: string;
  /** How many were part of it and are forgotten. */
  readonly lost: number;
  /** When their number was the same for so long, it is told, however few came last or were taken back. */
  readonly still: number;
  /** When the latest of them was written, by the time as it runs on. */
  readonly lastAt: Micros;
  /** Says it as a report does, but for what the attempts have to do with it. */
  readonly reported: () => ReportCause;
}

/** Sums up what was found of a host. */
export const lookedCause = (found: HostDiagnosis, tools: CauseTools): LookedCause => ({
  id: hashText(`${found.host.toLowerCase()}|${found.pattern.id}`),
  host: found.host,
  confidence: found.confidence,
  people: new Set(found.evidence.flatMap((event) => personOf(event) ?? [])).size,
  records: found.evidence.length,
  attempts: 0,
  members: '',
  lost: 0,
  still: 0,
  lastAt: micros(found.evidence.reduce((latest, { time }) => Math.max(latest, time), 0)),
  reported: () => hostCause(found, tools),
});
