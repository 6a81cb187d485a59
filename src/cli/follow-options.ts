import { Option } from 'commander';
import type { FollowFlags } from './commands/follow.ts';
import { repeated } from './shared-options.ts';
import { UsageError } from './streams.ts';

/** What makes `analyze` follow its logs, and how. */
export const followOptions = (): readonly Option[] => [
  new Option(
    '-f, --follow',
    'keep reading as the logs grow, a line for each attempt, and for each failure that shows in none; Ctrl-C ends it with the report. Without a path, on Windows: the live event logs of this computer',
  ),
  new Option(
    '--channel <name>',
    'while following, on Windows: this live channel in place of the usual ones, such as ForwardedEvents of a collector; may be repeated',
  ).argParser(repeated),
  new Option(
    '--settle <seconds>',
    'while following: judge an attempt so long after its latest record (default: 30; 5 on live channels)',
  ).argParser(amount),
  new Option(
    '--state <file>',
    'while following: remember what was said, so that another run goes on from there; without it, another run says it all again, and adds it to the file of -o',
  ),
  new Option(
    '--poll-interval <ms>',
    'while following: milliseconds between two looks (default: 500; 2000 on a network share)',
  ).argParser(amount),
  new Option(
    '--from-now',
    'while following: say nothing of what the logs hold at the start, unless it changes',
  ),
  new Option('--no-live', 'while following: a line for each verdict on a terminal, too'),
  new Option(
    '--on-verdict <program>',
    'while following: run this for each verdict, given as JSON on its input',
  ),
  new Option('--on-verdict-arg <arg>', 'an argument for that program; may be repeated').argParser(repeated),
  new Option('--on-verdict-shell <line>', 'the same with a line for the shell'),
];

/** Refuses, where nothing is followed, what is only for following: it would be left undone without a word. */
export function refuseFollowFlags(flags: FollowFlags): void {
  const given = onlyFollowing.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  const option = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${option} is for --follow`);
}

const onlyFollowing = [
  'channel',
  'settle',
  'state',
  'pollInterval',
  'fromNow',
  'onVerdict',
  'onVerdictArg',
  'onVerdictShell',
] as const satisfies readonly (keyof FollowFlags)[];

function amount(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new UsageError(`expected a number from 0 on, found '${text}'`);
}
