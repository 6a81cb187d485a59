import type { AskedLog, AskedMachine } from '../../model/doctor.ts';
import type { RunOn } from '../../model/pattern.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { isThere } from '../doctor/wanted-logs.ts';
import { machineName } from '../machine-words.ts';
import { plainText } from '../plain-text.ts';
import { count } from '../words.ts';
import { wrap, type Layout } from './layout.ts';

const [INDENT, DEEPER] = ['   ', '     '];

/** Whether the answer hangs on a log. */
export const isNeeded = ({ need }: AskedLog): boolean => need === 'answer';

/** Whether anything is asked of a machine now. */
export const isWanted = ({ logs }: AskedMachine): boolean => logs.some(isNeeded);

/** Commands survive being copied: they are not wrapped. */
export const commandLine = (command: string): string => `${DEEPER}> ${plainText(command)}`;

/**
 * Says what to ask of whom: with commands of the machines that are there, in a line of those that nobody knows of, and at the
 * end one way to have it all where it is much.
 */
export function askLines(ask: readonly AskedMachine[], layout: Layout): string[] {
  const wanted = ask.filter(isWanted);
  const known = wanted.filter(isThere);
  const perhaps = wanted.filter((machine) => !isThere(machine));
  return [
    ...known.flatMap((machine) => askedLines(machine, layout)),
    ...perhapsLines(perhaps, layout),
    ...scriptLines(wanted, layout),
  ];
}

/** So many logs of a machine are shown with their commands, however rarely they tell something. */
const FEW = 5;

function askedLines({ on, names, prepare, logs }: AskedMachine, { width, paint }: Layout): string[] {
  const needed = logs.filter(isNeeded);
  const [told, rare] = [needed.filter((log) => !isRare(log)), needed.filter(isRare)];
  const shown = told.length > 0 && needed.length > FEW ? told : needed;
  const commands = shown.flatMap(({ command }) => (command === '' ? [] : [command]));
  const saves = commands.some((command) => command.startsWith('wevtutil epl '));
  return [
    paint.bold(wrap(`On ${machineName(on, names)}, as administrator`, width)),
    ...told.flatMap(({ text, neededBy, lack }) =>
      lack === 'missing' && neededBy.length === 0 ? [] : [wrap(text, width, DEEPER, INDENT)],
    ),
    ...(rare.length === 0
      ? []
      : [wrap(`Rarer, not here either: ${rare.map(withCount).join(', ')}`, width, DEEPER, INDENT)]),
    ...[...(saves ? prepare : []), ...commands].map(commandLine),
    '',
  ];
}

/** A log that says little by itself; what it would decide is in the JSON. */
const isRare = ({ channel, lack }: AskedLog): boolean => lack === 'missing' && !isCore(channel);

const withCount = ({ channel, neededBy }: AskedLog): string =>
  neededBy.length === 0
    ? shortChannel(channel)
    : `${shortChannel(channel)} (${count(neededBy.length, 'cause')})`;

function perhapsLines(machines: readonly AskedMachine[], { width, paint }: Layout): string[] {
  if (machines.length === 0) return [];
  return [
    paint.bold('Where there is one'),
    ...machines.map(({ on, logs }) =>
      wrap(
        `${machineName(on, [])}: ${logs.filter(isNeeded).map(withCount).join(', ')}`,
        width,
        DEEPER,
        INDENT,
      ),
    ),
    '',
  ];
}

const sides: Readonly<Record<RunOn, string | undefined>> = {
  host: 'server',
  client: 'client',
  gateway: 'gateway',
  broker: 'broker',
  'licence-server': 'licence-server',
  directory: 'dc',
  network: undefined,
};

/** Commands for so few logs are typed sooner than a script is sent. */
const MANY = 4;

/** All logs of a machine at once. */
function scriptLines(wanted: readonly AskedMachine[], { width }: Layout): string[] {
  const needed = wanted.flatMap(({ logs }) => logs.filter(isNeeded));
  const [first, ...others] = [...new Set(wanted.flatMap(({ on }) => sides[on] ?? []))];
  if (first === undefined || needed.length <= MANY) return [];
  const also = others.length === 0 ? '' : ` (--side ${others.join(', ')} for the others)`;
  const text = `Or all logs of a machine into one zip, by a script that Windows can run as it is${also}:`;
  return [wrap(text, width), commandLine(`rdpwhy collect --side ${first} -o collect.ps1`), ''];
}
