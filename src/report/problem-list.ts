import type { ReportProblem } from '../model/report.ts';

/** Counts what could not be read, so that a log with a million bad records does not make a report of that size. */
export interface ProblemList {
  add(input: string, problem: Problem): void;
  lostRecords(input: string): number;
  list(): readonly ReportProblem[];
}

/** What went wrong with an input, in words a person can act on. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly offset?: number;
  readonly recordId?: number;
  /** How many times. Default: 1. */
  readonly count?: number;
}

/** So many problems of one sort and input are listed with their place; the rest are only counted. */
const LISTED = 20;
const lossCodes: ReadonlySet<string> = new Set(['bad-record', 'too-large', 'bad-xml', 'bad-json']);

export function createProblemList(): ProblemList {
  const problems = new Map<string, { first: ReportProblem[]; more: number }>();
  return {
    add(input, problem) {
      const { code } = problem;
      const key = `${input}\n${code}`;
      const entry = problems.get(key) ?? { first: [], more: 0 };
      problems.set(key, entry);
      if (entry.first.length >= LISTED) {
        entry.more += problem.count ?? 1;
        return;
      }
      entry.first.push({ input, ...problem, count: problem.count ?? 1 });
    },
    lostRecords: (input) =>
      [...problems]
        .filter(([key]) => lossCodes.has(key.slice(input.length + 1)) && key.startsWith(`${input}\n`))
        .reduce((sum, [, { first, more }]) => first.reduce((all, { count }) => all + count, sum + more), 0),
    list: () =>
      [...problems]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([key, { first, more }]) => {
          if (more === 0) return first;
          const [input = '', code = ''] = key.split('\n');
          return [...first, { input, code, message: 'more of the same kind', count: more }];
        }),
  };
}
