import type { DiffCause, DiffParting, DiffSide, DiffStep } from '../../model/report-diff.ts';
import { stageRank, type Stage } from '../../model/vocabulary.ts';
import { shortChannel } from '../build-summary.ts';

/** A stage in a sentence. */
const stageWords: Readonly<Record<Stage, string>> = {
  network: 'the network',
  negotiation: 'negotiation',
  tls: 'TLS',
  authentication: 'authentication',
  authorization: 'authorization',
  licensing: 'licensing',
  session: 'the session',
  desktop: 'the desktop',
};

export interface HeadlineParts {
  readonly good: DiffSide;
  readonly bad: DiffSide;
  readonly parting: DiffParting | null;
  readonly causes: readonly DiffCause[];
  /** Logs that one side lacks and that show steps before the parting. */
  readonly unseen: readonly string[];
}

/** Says in a sentence or two where the sides part. */
export function headlineOf(parts: HeadlineParts): string {
  const { good, bad, parting, causes, unseen } = parts;
  const cause = causes.find(({ on, failure }) => on === 'bad' && failure);
  const reason = cause ? `. Only there: ${cause.title}` : '';
  if (bad.attempts.total === 0) return `The failing side shows no connection attempt${reason}`;
  if (good.attempts.total === 0)
    return `The working side shows no connection attempt to compare with${reason}`;
  const names = unseen.map(shortChannel).join(', ');
  if (!parting) {
    const but = names === '' ? '' : `; ${names} cannot be compared, and what differs may stand there`;
    return `No stage differs in what can be compared${but}${reason}`;
  }
  const doubt = names === '' ? '' : `. What ${names} would show of the stages before cannot be compared`;
  const { earlier } = parting;
  const before = earlier
    ? `. Before that they differ at ${stageWords[earlier.stage]}: ${stepText(earlier.step, isPair(parts))}`
    : '';
  return `${whereText(parting, isPair(parts))}${before}${doubt}${reason}`;
}

const isPair = ({ good, bad }: HeadlineParts): boolean =>
  good.attempts.total === 1 && bad.attempts.total === 1;

function whereText({ stage, step, bothReach, strength }: DiffParting, pair: boolean): string {
  const what = step
    ? stepText(step, pair)
    : `${pair ? 'the failing one does' : 'most failing attempts do'} not come that far`;
  const place = stageWords[stage];
  if (strength === 'some') return `No stage differs for most attempts; at ${place} ${what}`;
  if (bothReach === null) return `They part at once, at ${place}: ${what}`;
  const both = stageWords[bothReach];
  const order = stageRank(stage) - stageRank(bothReach);
  if (order > 0) return `Both reach ${both} and part at ${place}: ${what}`;
  if (order === 0) return `Both reach ${both} and part there: ${what}`;
  return `They part at ${place}, though both go on as far as ${both}: ${what}`;
}

/** Which side shows a step, with the numbers where there are any. */
function stepText({ text, change, good, bad }: DiffStep, pair: boolean): string {
  const quoted = `“${text}”`;
  if (pair) {
    return change === 'missing' ? `the failing one lacks ${quoted}` : `only the failing one shows ${quoted}`;
  }
  const [a, b] = [share(good, 'working'), share(bad, 'failing')];
  return change === 'missing' || change === 'less'
    ? `${quoted} in ${a}, in ${b}`
    : `${quoted} in ${b}, in ${a}`;
}

const share = ({ seen, of }: { readonly seen: number; readonly of: number }, side: string): string =>
  seen === 0 ? `no ${side} one` : of === 1 ? `the ${side} one` : `${seen} of ${of} ${side} attempts`;
