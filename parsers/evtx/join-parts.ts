import type { LogStatus } from '../log-reader.ts';
import { createTally, noteRun, type IntegrityTally } from './integrity.ts';

type LogState = LogStatus['state'];

/** The state of a log whose parts were read by readers of their own. */
export function joinStates(states: readonly LogState[]): LogState {
  if (states.includes('damaged')) return 'damaged';
  // Dirty or clean is told by the file header, the same to all; a part of a clean log without records says neither.
  return states.find((state) => state !== 'empty') ?? 'empty';
}

/** What was counted in the parts of a log, in their order; the joints are gaps only where ids are missing. */
export function joinTallies(parts: readonly IntegrityTally[]): IntegrityTally {
  const whole = createTally();
  for (const part of parts) {
    whole.headerChecksums += part.headerChecksums;
    whole.recordChecksums += part.recordChecksums;
    whole.torn += part.torn;
    whole.slackBytes += part.slackBytes;
    whole.slackRecords += part.slackRecords;
    whole.thinned ||= part.thinned;
    if (whole.firstId < 0) whole.firstId = part.firstId;
    for (const [first, last] of part.runs) noteRun(whole, first, last);
  }
  return whole;
}
