// Holds an answer against what is known of the case.

/** What the program answered: the ranked causes, and whether it claims a failure at all. */
export function judge(oneCase, report) {
  const causes = report.causes.map(({ cause, class: of, confidence }) => ({ cause, class: of, confidence }));
  const failures = causes.filter((cause) => cause.class !== 'normal');
  const [first] = causes;
  const isRightClass = (cause) => oneCase.classes.includes(cause.class);
  const isRightCause = (cause) => oneCase.causes.includes(cause.cause);
  const right = {
    class: first !== undefined && isRightClass(first),
    classInTop3: causes.slice(0, 3).some(isRightClass),
    // Where no cause of ours fits what was found, the class is all there is to get right.
    cause: first !== undefined && (oneCase.causes.length === 0 ? isRightClass(first) : isRightCause(first)),
  };
  return {
    ...oneCase,
    first,
    outcome: report.summary.outcome,
    right,
    abstained: failures.length === 0,
    claimsFailure: failures.length > 0,
    wrongButCertain:
      first?.confidence === 'certain' && first.class !== 'normal' && !right.cause && !right.class,
    onlyPossible: failures.every(({ confidence }) => confidence === 'possible'),
    asksForLogs: asksForLogs(report),
  };
}

/** Whether the report names a log that would decide. */
const asksForLogs = (report) =>
  report.coverage.some(({ neededBy, state }) => neededBy.length > 0 || state === 'missing') ||
  report.elsewhere !== undefined;

/** The figures over all judged cases, each with how many it is of. */
export function totals(judged) {
  const positive = (decidable) =>
    judged.filter((one) => one.role === 'positive' && one.decidable === decidable);
  const [yes, partly] = [positive('yes'), positive('partly')];
  const undecidable = judged.filter((one) => one.role === 'insufficient-evidence');
  const healthy = judged.filter((one) => one.role === 'negative-control');
  return [
    goal('decidable: right class first', yes, (one) => one.right.class, 19),
    goal('decidable: right cause first', yes, (one) => one.right.cause, 17),
    goal('decidable: right class in the first three', yes, (one) => one.right.classInTop3),
    goal('decidable: no failure named', yes, (one) => one.abstained),
    goal('partly decidable: right class in the first three', partly, (one) => one.right.classInTop3, 9),
    goal('partly decidable: right class first', partly, (one) => one.right.class),
    goal('partly decidable: right cause first', partly, (one) => one.right.cause),
    goal('partly decidable: no failure named', partly, (one) => one.abstained),
    goal('undecidable: no more than possible', undecidable, (one) => one.onlyPossible, undecidable.length),
    goal(
      'undecidable: the log that would decide is named',
      undecidable,
      (one) => one.asksForLogs,
      undecidable.length,
    ),
    none('wrong, and called certain', judged, (one) => one.wrongButCertain),
    none('a failure claimed where there is none', healthy, (one) => one.claimsFailure),
  ];
}

const goal = (text, cases, holds, least) => {
  const count = cases.filter(holds).length;
  return { text, count, of: cases.length, least, met: least === undefined ? undefined : count >= least };
};

const none = (text, cases, holds) => {
  const count = cases.filter(holds).length;
  return { text, count, of: cases.length, most: 0, met: count === 0 };
};
