import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import xterm from '@xterm/headless';

/** A terminal with a program in it, seen as a person sees it. */
export interface TestTerminal {
  /** The lines of the screen, without the blanks at their ends. */
  screen(): readonly string[];
  /** All bytes so far. */
  readonly output: () => string;
  /** Whether the screen is the one that was there before the program. */
  readonly isOwnScreen: () => boolean;
  /** Waits until the screen shows something. */
  until(shows: RegExp): Promise<void>;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  signal(name: NodeJS.Signals): void;
  /** The exit code of the program, as a shell tells it. */
  readonly ended: Promise<number>;
}

/** Pseudo-terminals come of util-linux's `script`; without it the tests say so. */
export const hasTerminals: boolean =
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

const LONGEST = 30_000;

/** Runs the program in a pseudo-terminal of that size; its screen is worked out by a terminal emulator. */
export function openTerminal(
  args: readonly string[],
  {
    columns = 80,
    rows = 24,
    env = {},
  }: { columns?: number; rows?: number; env?: Record<string, string> } = {},
): TestTerminal {
  const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-terminal-'));
  const place = join(folder, 'place');
  const quoted = args.map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');
  const line =
    `stty rows ${rows} cols ${columns}; echo before; echo "$(tty) $$" > ${place}; ` +
    `exec ${process.execPath} bin/rdpwhy.js ${quoted}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: '', ...env },
  });
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    emulator.write(data);
  });
  const screen = (): string[] => {
    const { active } = emulator.buffer;
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  };
  const placed = (): readonly string[] =>
    existsSync(place) ? readFileSync(place, 'utf8').trim().split(' ') : [];
  const ended = once(child, 'close').then(async ([code]) => {
    await new Promise<void>((resolve) => emulator.write('', resolve));
    rmSync(folder, { recursive: true });
    return code as number;
  });
  return {
    screen,
    output: () => output,
    isOwnScreen: () => emulator.buffer.active.type === 'normal' && emulator.modes.wraparoundMode,
    async until(shows) {
      for (let waited = 0; waited < LONGEST; waited += 50) {
        if (shows.test(screen().join('\n'))) return;
        await wait(50);
      }
      throw new Error(`expected ${String(shows)} on the screen, found\n${screen().join('\n')}`);
    },
    type: (keys) => void child.stdin.write(keys),
    resize(newColumns, newRows) {
      emulator.resize(newColumns, newRows);
      const [tty = ''] = placed();
      execFileSync('stty', ['-F', tty, 'rows', String(newRows), 'cols', String(newColumns)]);
    },
    signal(name) {
      process.kill(Number(placed()[1]), name);
      // `script` stops with what runs in it.
      if (name === 'SIGCONT') child.kill(name);
    },
    ended,
  };
}
