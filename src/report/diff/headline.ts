import {
  sideWords,
  type DiffCause,
  type DiffOutside,
  type DiffParting,
  type DiffSide,
  type DiffStep,
  type SideName,
} from '../../model/report-diff.ts';
import { confidences, stageRank, type Confidence, type Stage } from '../../model/vocabulary.ts';
import { shortChannel } from '../build-summary.ts';
import { count } from '../words.ts';
import { because, outsideText, sharedText } from './outside-headline.ts';

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
  readonly outside: readonly DiffOutside[];
  /** Who got in on the working side, as far as records name them; undefined: nobody is known to have. */
  readonly worked: readonly string[] | undefined;
  /** Logs that one side lacks and that show steps before the parting. */
  readonly unseen: readonly string[];
}

/** Says in a sentence or two where the sides part. */
export function headlineOf(parts: HeadlineParts): string {
  const { causes, outside, worked } = parts;
  const lead = outside.find(({ side, on }) => side === 'bad' && on === 'bad');
  if (!lead) return attemptsText(parts) + sharedText(outside);
  if (!leads(lead, parts))
    return `${attemptsText(parts)}. ${because('Besides, in records of no attempt', lead)}`;
  const others = causes.filter(({ on, failure }) => on === 'bad' && failure).length - 1;
  const more = others > 0 ? `, and ${count(others, 'other cause')}` : '';
  return `${outsideText(lead, worked)}${more}${besidesText(parts)}`;
}

/** Where attempts failed, what is known of them says more than a record of none, unless it is less sure. */
function leads({ confidence }: DiffOutside, { bad, parting, causes }: HeadlineParts): boolean {
  if (bad.attempts.failed === 0) return true;
  const rank = (one: Confidence): number => confidences.indexOf(one);
  const known = causes.filter((one) => one.on === 'bad' && one.failure && one.bad > 0);
  return !parting && known.every((one) => rank(one.confidence) <= rank(confidence));
}

/** What the stages say of attempts, where what failed is in none. */
function besidesText(parts: HeadlineParts): string {
  const { good, bad, parting, unseen } = parts;
  if (good.attempts.total === 0 || bad.attempts.total === 0) return '';
  if (parting) return `. Attempts: ${partingText(parting, parts)}`;
  return `. No stage of their attempts differs in what can be compared${butText(unseen)}`;
}

function attemptsText(parts: HeadlineParts): string {
  const { good, bad, parting, causes, unseen, outside } = parts;
  const told = new Set(outside.map(({ cause }) => cause));
  const cause = causes.find(
    (one) => one.on === 'bad' && one.failure && (one.bad > 0 || !told.has(one.cause)),
  );
  const reason = cause ? `. ${because('Only there', cause)}` : '';
  if (bad.attempts.total === 0) return `The failing side shows no connection attempt${reason}`;
  if (good.attempts.total === 0)
    return `The working side shows no connection attempt to compare with${reason}`;
  if (!parting) return `No stage differs in what can be compared${butText(unseen)}${reason}`;
  return `${partingText(parting, parts)}${reason}`;
}

function partingText(parting: DiffParting, parts: HeadlineParts): string {
  const names = parts.unseen.map(shortChannel).join(', ');
  const doubt = names === '' ? '' : `. What ${names} would show of the stages before cannot be compared`;
  const { earlier } = parting;
  const before = earlier
    ? `. Before that they differ at ${stageWords[earlier.stage]}: ${stepText(earlier.step, parts)}`
    : '';
  return `${whereText(parting, parts)}${before}${doubt}`;
}

const butText = (unseen: readonly string[]): string =>
  unseen.length === 0
    ? ''
    : `; ${unseen.map(shortChannel).join(', ')} cannot be compared, and what differs may stand there`;

const isPair = ({ good, bad }: HeadlineParts): boolean =>
  good.attempts.total === 1 && bad.attempts.total === 1;

function whereText({ stage, step, bothReach, strength }: DiffParting, parts: HeadlineParts): string {
  const what = step
    ? stepText(step, parts)
    : isPair(parts)
      ? 'the failing one does not come that far'
      : `most ${attemptsOf('bad', parts.bad)} do not come that far`;
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
function stepText({ text, change, good, bad }: DiffStep, parts: HeadlineParts): string {
  const quoted = `“${text}”`;
  if (isPair(parts)) {
    return change === 'missing' ? `the failing one lacks ${quoted}` : `only the failing one shows ${quoted}`;
  }
  const [a, b] = [share('good', good, parts.good), share('bad', bad, parts.bad)];
  return change === 'missing' || change === 'less'
    ? `${quoted} in ${a}, in ${b}`
    : `${quoted} in ${b}, in ${a}`;
}

function share(name: SideName, { seen, of }: DiffStep['good'], side: DiffSide): string {
  const whose = isOfOneKind(name, side) ? '' : ` of the ${sideWords[name]} side`;
  if (seen === 0) return whose === '' ? `no ${sideWords[name]} one` : `none${whose}`;
  if (of === 1) return whose === '' ? `the ${sideWords[name]} one` : `the one${whose}`;
  return `${seen} of ${of} ${attemptsOf(name, side)}`;
}

/** A side may hold more than what it is called after: a whole day that is called working has failures, too. */
const isOfOneKind = (name: SideName, { attempts }: DiffSide): boolean =>
  attempts.total === (name === 'good' ? attempts.succeeded : attempts.failed);

const attemptsOf = (name: SideName, side: DiffSide): string =>
  isOfOneKind(name, side) ? `${sideWords[name]} attempts` : `attempts of the ${sideWords[name]} side`;
