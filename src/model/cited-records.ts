import type { EventRef, Report } from './report.ts';

/** The records on which a report rests, beside those of its attempts. */
export const citedRecords = ({ causes, hosts, passages = [] }: Report): readonly EventRef[] => [
  ...causes.flatMap(({ evidence, contradicting, changes, lastSuccess, nextSuccess }) => [
    ...evidence,
    ...contradicting,
    ...changes,
    ...(lastSuccess ? [lastSuccess] : []),
    ...(nextSuccess ? [nextSuccess] : []),
  ]),
  ...passages.flatMap(({ evidence }) => evidence),
  ...hosts.flatMap(({ clockSteps = [] }) => clockSteps.map(({ evidence }) => evidence)),
];
