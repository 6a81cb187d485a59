import type { Account, Attempt, Endpoint, Outcome, Viewpoint } from './attempt.ts';
import type { ReportCausePart } from './cause-part.ts';
import type { FoundLack, ReportFact } from './collected.ts';
import type { CoverageState } from './coverage.ts';
import type { Alternative, NotEvaluated } from './diagnosis.ts';
import type { Check, Prominence, Remedy, RunOn } from './pattern.ts';
import type { ReportBounds } from './report-bounds.ts';
import type { ReportSuccess, ReportUpdate } from './report-history.ts';
import type { Actor, CauseClass, Confidence, LinkKind, Stage } from './vocabulary.ts';

/** The contract: every renderer is a pure function of this object, and the JSON output is it. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: ReportTool;
  /** For people, where names and addresses are pseudonyms; every format shows it near its top. */
  readonly redacted?: string;
  readonly inputs: readonly ReportInput[];
  /** Case packs among the inputs, with what their senders made of them. */
  readonly packs?: readonly ReportPack[];
  readonly hosts: readonly ReportHost[];
  /** What the person saw, held against what the logs show; absent where nothing was stated. */
  readonly symptom?: ReportSymptom;
  readonly coverage: readonly ReportCoverage[];
  /** Logs of machines that are not among the hosts, those that would decide most first; absent where none is asked for. */
  readonly elsewhere?: readonly ReportElsewhere[];
  /** What gateways let through that no attempt here is, for want of the host's logs; the first 100 of each gateway. */
  readonly passages?: readonly ReportPassage[];
  readonly summary: ReportSummary;
  /** Ranked: the first is the answer. */
  readonly causes: readonly ReportCause[];
  readonly attempts: readonly ReportAttempt[];
  /** What was let go because there was more than is held; absent where everything was. */
  readonly bounds?: ReportBounds;
  readonly problems: readonly ReportProblem[];
}

export interface ReportTool {
  readonly name: 'rdpwhy';
  readonly version: string;
  readonly patterns: {
    readonly count: number;
    readonly packs: readonly { readonly name: string; readonly version: string; readonly sha256: string }[];
  };
}

export interface ReportInput {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly hosts: readonly string[];
  readonly channels: readonly string[];
  readonly records: {
    /** Readable records. */
    readonly read: number;
    /** Those that bear on a connection. */
    readonly events: number;
    /** Records that could not be read, as far as they could be counted. */
    readonly skipped: number;
    /** Records that another input held already. */
    readonly duplicates: number;
  };
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly state: string;
  /** It was not read: this is the word of who made the case pack that its events came in. */
  readonly stated?: true;
  /** How exact its times are; only where its format keeps less than Windows does, or may. */
  readonly times?: InputTimes;
  /** How whole the log is; only where its format has marks to check. */
  readonly integrity?: InputIntegrity;
}

/** A case pack: what its sender says of it, held against this run. */
export interface ReportPack {
  /** The pack, as among the inputs. */
  readonly input: string;
  /** What made it. */
  readonly tool: ReportTool;
  /** Names, addresses and the like are pseudonyms. */
  readonly redacted: boolean;
  readonly verdict: ReportVerdict;
  /** Of its sender's attempts so many are in it with their records. */
  readonly attemptsPacked: number;
  /** This run has the same version and the same patterns. */
  readonly sameTool: boolean;
  /** This run, over all its inputs, comes to the same causes with the same confidence. */
  readonly sameVerdict: boolean;
}

/** What a report comes to, in short. */
export interface ReportVerdict {
  readonly outcome: ReportOutcome;
  readonly headline: string;
  readonly attempts: ReportSummary['attempts'];
  /** Ranked, as in the report. */
  readonly causes: readonly Pick<ReportCause, 'cause' | 'title' | 'confidence' | 'attemptCount'>[];
}

/** How exact the times of an input are. */
export interface InputTimes {
  /** The finest digit that any of them has. */
  readonly precision: '100ns' | 'us' | 'ms' | 's';
  /** unknown: they carry no zone and were taken as UTC. */
  readonly zone: 'stated' | 'unknown';
}

/** Facts on how whole a log is, counted over all of it, wanted records and others. */
export interface InputIntegrity {
  /** Checksums that do not hold: of the file's and its chunks' headers, and of the chunks' records. */
  readonly failedChecksums: { readonly headers: number; readonly records: number };
  /** Record ids between the first and the last that no record has; the first 100 gaps one by one. */
  readonly gaps: {
    readonly count: number;
    readonly missing: number;
    readonly ranges: readonly (readonly [number, number])[];
  };
  /** A full log that overwrites its oldest part: nothing is wrong with it. */
  readonly wrapped: boolean;
  /** Places where a record was due and none was whole. */
  readonly torn: number;
  /** Remains of records that are no part of the log any more; never used. */
  readonly slack: { readonly bytes: number; readonly records: number };
}

/** What a machine is for, as far as its records show it. */
export type HostRole = 'server' | 'client' | 'gateway' | 'broker' | 'licence-server' | 'domain-controller';

export interface ReportHost {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly roles: readonly HostRole[];
  /** Windows' build number, by what it wrote at its last start in these logs. */
  readonly osBuild?: number;
  /** By how much its clock was ahead of another host's, as `clockSkew` says of which and how surely. */
  readonly clockSkewMs?: number;
  readonly clockSkew?: ReportClockSkew;
  /** Where its clock was set by more than the time service's daily work, in the order of its life; the first 100. */
  readonly clockSteps?: readonly ReportClockStep[];
}

export interface ReportClockSkew {
  /** The host with the most attempts. */
  readonly against: string;
  /** Tries that the logs of both show; the fewest, where other machines lie between. */
  readonly tries: number;
  readonly confidence: Confidence;
  /** For people: `clock +7 min 02 s against RDS01, from 4 tries that both logged`. */
  readonly text: string;
}

export interface ReportClockStep {
  /** What the clock read before and after. */
  readonly from: string;
  readonly to: string;
  readonly byMs: number;
  /** False: no record tells of it, but record ids count up while time runs back, by at least this. */
  readonly recorded: boolean;
  readonly evidence: EventRef;
}

export interface ReportSymptom {
  /** As people write it: `0x904`; the name of the dialog where its words were stated. */
  readonly code?: string;
  readonly extended?: string;
  readonly at?: string;
  readonly user?: string;
  readonly client?: string;
  /**
   * The attempt that is meant, or with `fits` unknown one of several that may be; where none of that user, client or time
   * is known to have failed, the latest or nearest of those that are there. null: nothing in the logs matches, or what was
   * stated fits a cause without attempts.
   */
  readonly matched: string | null;
  /** Where nothing else answers: how often a gateway let that user or client through, without an attempt in these logs. */
  readonly passages?: number;
  /** Where no attempt and no cause is theirs: records that name them all the same, and causes that rest on such a record. */
  readonly named?: { readonly records: number; readonly causes: readonly string[] };
  /** The cause that answers for it, which need not be the first of `causes`; null: none is known. */
  readonly cause: string | null;
  /** Whether a stated code fits that cause; without a code, whether the attempt is surely the one meant. */
  readonly fits: 'yes' | 'no' | 'unknown';
  /** One to three sentences; holds log text. */
  readonly text: string;
}

export interface ReportCoverage {
  readonly host: string;
  readonly channel: string;
  readonly state: CoverageState;
  /** At least part of it is the word of who made a case pack. */
  readonly stated?: true;
  /** Why it gave no record, or few, by the word of what collected it. */
  readonly found?: FoundLack;
  /** It was given and no record of it could be read, for this reason: for all that is said here it is missing. */
  readonly unread?: string;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** Record ids, first and last of each run without a gap. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Events of connections whose other records are lost, so that no attempt can be rebuilt from them. */
  readonly unattributed?: number;
  /** The log is there and refused logons are not audited: the command that switches that on. */
  readonly notAudited?: string;
  /** Causes that this channel would decide. */
  readonly neededBy: readonly string[];
  /** The command that exports it; '' where it was seen and nothing hangs on what it does not cover. */
  readonly collect: string;
}

export interface ReportElsewhere {
  readonly on: RunOn;
  /** What it is called, where a record says so. */
  readonly names: readonly string[];
  readonly channel: string;
  /** Causes that this channel would decide, those of most attempts first. */
  readonly neededBy: readonly string[];
  /** The command that exports it. */
  readonly collect: string;
}

/** A user's way through a gateway. */
export interface ReportPassage {
  readonly gateway: string;
  readonly account?: string;
  readonly client?: string;
  /** More than one where a broker sent the user on. */
  readonly targets: readonly string[];
  readonly firstTime: string;
  readonly lastTime: string;
  readonly evidence: readonly EventRef[];
}

export type ReportOutcome =
  | 'failures-explained'
  | 'failures-partly-explained'
  | 'failures-unexplained'
  | 'no-failures'
  | 'insufficient-evidence';

export interface ReportSummary {
  readonly outcome: ReportOutcome;
  readonly headline: string;
  readonly attempts: {
    readonly total: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly open: number;
    readonly unknown: number;
  };
}

export interface ReportCause {
  readonly cause: string;
  readonly class: CauseClass;
  readonly title: string;
  readonly scope: 'attempt' | 'host';
  readonly prominence: Prominence;
  /** Whether what ends like this has failed; some causes are worth a word and no alarm. */
  readonly failure: boolean;
  /** How sure it is at best; the texts speak of where it is as sure. */
  readonly confidence: Confidence;
  /** How sure it is where, the surest first. Absent: equally sure for all attempts and hosts. */
  readonly byConfidence?: readonly ReportCausePart[];
  readonly actor: Actor;
  readonly attemptCount: number;
  /** Ids of those that are listed. */
  readonly attempts: readonly string[];
  readonly hosts: readonly string[];
  readonly clients: readonly string[];
  readonly accounts: readonly string[];
  /** Whom records name that belong to no attempt, such as a gateway's refusals; by the first time, at most 1000. */
  readonly people?: readonly ReportPerson[];
  readonly firstTime: string;
  readonly lastTime: string;
  readonly explanation: string;
  /** In the order of time; what the texts speak of stands before what is less sure. */
  readonly evidence: readonly EventRef[];
  readonly contradicting: readonly EventRef[];
  /** What `rdpwhy collect` found of the hosts beside events; changes neither cause nor confidence. Absent: nothing. */
  readonly facts?: readonly ReportFact[];
  readonly remedies: readonly Remedy[];
  readonly checks: readonly Check[];
  readonly lastSuccess?: EventRef;
  /** Who succeeded then; absent where no record says. */
  readonly lastSuccessBy?: ReportSuccess;
  /** The first success after the last failure, of somebody whom it befell: perhaps nothing needs to be done any more. */
  readonly nextSuccess?: EventRef;
  /** Who succeeded then; absent where no record says. */
  readonly nextSuccessBy?: ReportSuccess;
  /**
   * What changed on the host between the last success and the first failure, without a success in the day before the
   * failure; the most telling first, at most 20. Context, never a cause by itself.
   */
  readonly changes: readonly EventRef[];
  /** Of the updates among `changes`, those known to go with this cause; changes neither cause nor confidence. Absent: none. */
  readonly updates?: readonly ReportUpdate[];
  readonly tellTheUser: string;
  readonly references: readonly string[];
}

/** What records without an attempt say of one user, or of one address where they name no user. */
export interface ReportPerson {
  readonly account?: string;
  readonly client?: string;
  readonly target?: string;
  readonly records: number;
  readonly firstTime: string;
  readonly lastTime: string;
}

export interface ReportAttempt {
  readonly id: string;
  readonly host: string;
  readonly seenBy: Viewpoint;
  readonly client?: Endpoint;
  readonly account?: Account;
  readonly target?: string;
  readonly transport: Attempt['transport'];
  readonly connectionName?: string;
  readonly sessionId?: number;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Its end was not seen: it came between `endedAt` and this. */
  readonly endedBefore?: string;
  /** By the running clock: what it was set by in the meantime does not count. null: it was set, nobody knows by how much. */
  readonly durationMs: number | null;
  /** By how much the clock was set between start and end; absent where it was not. */
  readonly clockSetMs?: number;
  readonly outcome: Outcome;
  readonly reached: Stage;
  /** Other machines whose logs show the same try; their records are among `events`. */
  readonly alsoSeenBy?: readonly ReportOtherView[];
  /** Ids of attempts in other machines' logs of which more than one may be the same try: counted apart. */
  readonly mayBe?: readonly string[];
  /** Only the audit shows it, by a network logon that file sharing or another service may have asked for. */
  readonly isUnproven?: true;
  readonly events: readonly EventRef[];
  /** For each event, by its place in `events`, what ties it to the attempt. */
  readonly links: readonly {
    readonly event: number;
    readonly by: LinkKind;
    readonly strength: LinkStrength;
  }[];
  readonly diagnosis: ReportDiagnosis | null;
}

export interface ReportOtherView {
  readonly host: string;
  readonly as: 'client' | 'gateway';
  /** The attempt's id by that machine's log alone; of a gateway, the ActivityID. */
  readonly id: string;
  readonly by: LinkKind;
  readonly strength: LinkStrength;
}

/** `exact`: a key of Windows' own; `strong`: the only candidate; `weak`: others would fit as well. */
export type LinkStrength = 'exact' | 'strong' | 'weak';

export interface ReportDiagnosis {
  readonly cause: string | null;
  readonly class: CauseClass;
  readonly confidence: Confidence;
  readonly headline: string;
  readonly evidence: readonly EventRef[];
  readonly contradicting: readonly EventRef[];
  readonly alternatives: readonly Alternative[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** One record, and one line on what it says; `summary` holds text that strangers wrote. */
export interface EventRef {
  readonly input: string;
  readonly host: string;
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly recordId: number;
  readonly time: string;
  readonly kind: string;
  readonly stage?: Stage;
  readonly summary: string;
  /** What the code in `summary` means, by the dictionary, or what the update in it is known for. */
  readonly codeWords?: string;
}

export interface ReportProblem {
  readonly input: string;
  readonly code: string;
  readonly offset?: number;
  readonly recordId?: number;
  readonly message: string;
  readonly count: number;
}
