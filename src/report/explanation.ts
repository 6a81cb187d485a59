import { costs, machines, type Explanation, type LogName, type PossibleCause } from '../model/explanation.ts';
import { groupBy } from '../model/group-by.ts';
import { shortChannel } from './build-summary.ts';
import { plainText } from './plain-text.ts';
import type { TerminalOptions } from './terminal.ts';
import {
  renderAdvice,
  renderCode,
  renderEvents,
  renderPair,
  renderPattern,
  renderPhrase,
} from './terminal/explained.ts';
import { renderUpdate } from './terminal/explained-updates.ts';
import { createLayout, wrap, type Layout } from './terminal/layout.ts';

/** Renders an explanation for a terminal: what it means first, then what can be behind it, then how to find out. */
export function renderExplanation(explanation: Explanation, options: TerminalOptions = {}): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  const { pair } = explanation;
  return [
    ...renderUnknown(explanation, layout),
    ...explanation.phrases.flatMap((phrase) => renderPhrase(phrase, layout)),
    ...explanation.advice.flatMap((advice) => renderAdvice(advice, layout)),
    ...explanation.updates.flatMap((update) => renderUpdate(update, layout)),
    ...(pair ? renderPair(pair, layout) : explanation.codes.flatMap((code) => renderCode(code, layout))),
    ...renderNarrower(explanation, layout),
    ...renderEvents(explanation.events, layout),
    ...explanation.patterns.flatMap((cause) => renderPattern(cause, layout)),
    ...renderFirstStep(explanation, layout),
    ...renderCauses(explanation, layout),
    ...renderSeenIn(explanation, layout),
    ...renderMentions(explanation, layout),
    ...renderCollect(explanation, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const renderUnknown = ({ unknownWord }: Explanation, { width }: Layout): string[] =>
  unknownWord === undefined
    ? []
    : [
        wrap(
          `'${unknownWord}' is no source of events that is known here: this is what the number means elsewhere.`,
          width,
        ),
        '',
      ];

function renderNarrower({ suggestions, codes }: Explanation, { width }: Layout): string[] {
  if (suggestions.length === 0) return [];
  const lead = codes.some(({ firstIsMeant }) => firstIsMeant)
    ? 'In another place the number is something else; ask for it:'
    : 'For the causes, say which it is:';
  return [lead, wrap(suggestions.join(' · '), width, '  '), ''];
}

function renderCauses(explanation: Explanation, layout: Layout): string[] {
  const { causes, causeOrder } = explanation;
  const { width, paint } = layout;
  if (causes.length === 0) return [];
  const isInside = areOrdinary(explanation);
  const [only] = causes;
  if (only && causes.length === 1) {
    // What people met is one cause, and perhaps not the only one.
    const isOneOfMore = isInside || only.basis === 'community' || only.basis === 'inferred';
    const lead = `${isOneOfMore ? 'A' : 'The'} cause that ${isInside ? 'the fields of this event can show' : 'shows like this'}`;
    return [paint.bold(lead), ...renderByLog(causes, layout), ''];
  }
  return [
    wrap(
      `${causes.length} causes can show ${isInside ? 'in the fields of this event' : 'like this'}, ${causeOrder}:`,
      width,
    )
      .split('\n')
      .map((line) => paint.bold(line))
      .join('\n'),
    ...renderStart(causes, width),
    ...[...groupBy(causes, ({ cost }) => cost)].flatMap(([cost, members]) => [
      '',
      ` ${costs[cost - 1] ?? ''}:`,
      ...renderByLog(members, layout),
    ]),
    '',
  ];
}

/** What is normal by itself can still hold what is not. */
const areOrdinary = ({ events, codes, phrases }: Explanation): boolean =>
  events.length > 0 && codes.length + phrases.length === 0 && events.every((event) => event.isOrdinary);

/** After what the question leads to: what the event only stands beside. */
function renderSeenIn({ seenIn }: Explanation, { width }: Layout): string[] {
  if (seenIn.length === 0) return [];
  return [
    wrap('The normal event is also seen with these causes, which other records decide:', width),
    ...seenIn.map(({ id, title }) => wrap(`${title} (${id})`, width, '       ', '     - ')),
    '',
  ];
}

/** With many causes, the one log to begin with, where it decides half of them or more. */
function renderStart(causes: readonly PossibleCause[], width: number): string[] {
  if (causes.length < MANY_CAUSES) return [];
  const logs = groupBy(causes, ({ logs: [first] }) => (first ? logName(first) : ''));
  const [log, decided] = [...logs].reduce((a, b) => (b[1].length > a[1].length ? b : a));
  if (decided.length * 2 < causes.length) return [];
  return [wrap(`Begin with the log ${log}: it decides ${decided.length} of them.`, width)];
}
const MANY_CAUSES = 6;

/** The causes one log decides, under its name. */
function renderByLog(causes: readonly PossibleCause[], { width, paint }: Layout): string[] {
  return [...groupBy(causes, ({ logs }) => (logs[0] ? logName(logs[0]) : 'no log'))].flatMap(
    ([log, members]) => [
      `   ${paint.bold(plainText(log))}`,
      ...members.map(({ id, title }) => wrap(`${title} (${id})`, width, '       ', '     - ')),
    ],
  );
}

const logName = ({ machine, channel }: LogName): string =>
  machine === 'host' ? shortChannel(channel) : `${shortChannel(channel)} of the ${machine}`;

function renderMentions({ mentions, codes }: Explanation, { width }: Layout): string[] {
  if (mentions.length === 0) return [];
  const lead =
    codes.length > 0
      ? 'It stands in what is said of:'
      : 'Nothing here goes by these words. They, or some of them, stand in what is said of:';
  return [
    wrap(lead, width),
    ...mentions.map(({ ask, title }) => wrap(`${title} (${ask})`, width, '     ', '   - ')),
    wrap('Ask for what stands in brackets to read it.', width),
    '',
  ];
}

const renderFirstStep = ({ firstStep }: Explanation, { width }: Layout): string[] =>
  firstStep === undefined ? [] : [wrap(firstStep, width), ''];

function renderCollect({ collect }: Explanation, { width, paint }: Layout): string[] {
  if (collect.length === 0) return [];
  return [
    ...wrap('To find out, save the logs as administrator and give them to rdpwhy', width)
      .split('\n')
      .map((line) => paint.bold(line)),
    ...machines.flatMap((machine) => {
      const own = collect.filter((log) => log.machine === machine);
      if (own.length === 0) return [];
      // A channel of a name that no prompt should see has no command.
      const lines = own.flatMap(({ channel, command, note }) => [
        command === '' ? `  ${plainText(channel)}` : `  > ${plainText(command)}`,
        ...(note === undefined ? [] : [paint.dim(`    (${plainText(note)})`)]),
      ]);
      return [`  On the ${machine}:`, ...lines];
    }),
    '  Then, in that folder:',
    '  > rdpwhy .',
  ];
}
