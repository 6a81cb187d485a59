import type { ReportCausePart, SurePart } from '../model/cause-part.ts';
import type { Report, ReportCause } from '../model/report.ts';
import type { Confidence } from '../model/vocabulary.ts';
import { grouped } from './grouped.ts';
import { hostList } from './machine-words.ts';

/** The parts of a cause that are equally sure, the surest first. */
export function sureParts(cause: ReportCause): readonly ReportCausePart[] {
  const { byConfidence, confidence, attemptCount, hosts, firstTime, lastTime } = cause;
  return byConfidence ?? [{ confidence, attemptCount, hosts, firstTime, lastTime }];
}

/** How sure a cause is, as a report or a comparison has it. */
export interface Sure {
  readonly confidence: Confidence;
  readonly byConfidence?: readonly SurePart[];
}

/** For what a cause is as sure as one of its parts says: ` for 2 on RDS01`; '' where that is all of it. */
export function partText(
  { attemptCount, hosts }: Omit<SurePart, 'confidence'>,
  { byConfidence }: Sure,
): string {
  if (!byConfidence) return '';
  const many = attemptCount > 0 ? ` for ${grouped(attemptCount)}` : '';
  const isOfSeveral = new Set(byConfidence.flatMap((part) => part.hosts)).size > 1;
  return isOfSeveral ? `${many} on ${hostList(hosts)}` : many;
}

/** How sure a cause is, and of what where it is not equally sure of all: `likely for 1 on RDS01; possible for 2 on RDS02`. */
export const sureText = (cause: Sure): string =>
  cause.byConfidence?.map((part) => part.confidence + partText(part, cause)).join('; ') ?? cause.confidence;

/** For what a cause that is surer elsewhere is only possible; undefined: nowhere, or everywhere. */
export function doubtText(cause: Sure): string | undefined {
  const doubtful = cause.byConfidence?.find(isPossible);
  return doubtful && `${partText(doubtful, cause).trimStart()} only possibly`;
}

const isPossible = ({ confidence }: Pick<ReportCausePart, 'confidence'>): boolean =>
  confidence === 'possible';

/** A cause as a report has it, or an attempt's own verdict. */
export type Titled = Pick<ReportCause, 'title' | 'confidence'>;

/** A title where it begins a text: a mere possibility is not told as a fact. */
export const titleText = (cause: Titled): string =>
  isPossible(cause) ? `${capital(MAYBE)}: ${cause.title}` : cause.title;

/** The same behind what it is said of: `it shows: …`, `it shows, possibly: …`. */
export const titleBehind = (cause: Titled): string =>
  isPossible(cause) ? `, ${MAYBE}: ${cause.title}` : `: ${cause.title}`;

const MAYBE = 'possibly';
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How far failures that have a cause are explained by it: a mere possibility explains nothing yet. */
export type Explained = 'all' | 'some' | 'none';

/** Says of how many failures a cause is more than possible. */
export function howExplained({ causes }: Pick<Report, 'causes'>): Explained {
  const failures = causes.filter(({ failure }) => failure);
  // Attempts of which nothing is the matter, such as probes, fail as well.
  const told = failures.length > 0 ? failures : causes.filter((cause) => cause.class !== 'normal');
  const parts = told.flatMap(sureParts);
  const sure = parts.filter((part) => !isPossible(part));
  if (sure.length === 0) return 'none';
  const surelyOn = new Set(sure.flatMap(({ hosts }) => hosts));
  // Several causes of a host itself may be one failure.
  const isOpen = ({ attemptCount, hosts }: ReportCausePart): boolean =>
    attemptCount > 0 || hosts.some((host) => !surelyOn.has(host));
  return parts.some((part) => isPossible(part) && isOpen(part)) ? 'some' : 'all';
}
