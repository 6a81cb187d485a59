import { spawn, type ChildProcess } from 'node:child_process';

/** A program that is run once for each text, which it gets on its standard input. */
export interface ProgramQueue {
  /** Hands a text over; where too many wait already it is dropped, and that is told. */
  push(text: string): void;
  /** Waits for what is still to be done, for a short time. */
  end(): Promise<void>;
}

export interface ProgramOptions {
  /** A program's name or path; with `shell` a line for the system's shell. */
  readonly command: string;
  readonly args?: readonly string[];
  /** Default: false; the command is run as it stands, and nothing in it means anything. */
  readonly shell?: boolean;
  /** At once. Default: 4. */
  readonly most?: number;
  /** More than so many do not wait. Default: 1000. */
  readonly waiting?: number;
  /** Milliseconds for one run. Default: a minute. */
  readonly timeoutMs?: number;
  /** Milliseconds for all that is left at the end. Default: 10,000. */
  readonly graceMs?: number;
  /** Is told what went wrong, each thing once; holds what the program wrote, which is not made safe. */
  readonly onFault: (message: string) => void;
}

/** Of what a program writes when it fails, so many characters are told. */
const TOLD = 200;
const NOT_RUN = 'could not be run';
/** What it wrote before it ended is there after so many milliseconds. */
const LAST_WORDS = 100;

/** Makes a queue. Nothing of a text reaches a command line or the environment. */
export function createProgramQueue(options: ProgramOptions): ProgramQueue {
  const { most = 4, waiting = 1000, graceMs = 10_000 } = options;
  const queue: string[] = [];
  const running = new Set<ChildProcess>();
  const told = new Set<string>();
  let dropped = 0;
  let idle = (): void => {};

  const tell = (message: string): void => {
    if (!told.has(message)) options.onFault(message);
    told.add(message);
  };
  /** The words of a fault may differ every time; what kind it is does not. */
  const tellOf = (kind: string, words: string): void => {
    if (!told.has(kind)) options.onFault(`${kind}${words}`);
    told.add(kind);
  };
  const next = (): void => {
    while (running.size < most) {
      const text = queue.shift();
      if (text === undefined) break;
      start(text);
    }
    if (running.size === 0) idle();
  };
  const start = (text: string): void => {
    try {
      const child = run(options, text, ({ kind, words }) => {
        if (kind !== undefined) tellOf(kind, words);
        running.delete(child);
        next();
      });
      running.add(child);
    } catch (error) {
      // What is wrong with the arguments is thrown, all else is told later.
      tellOf(NOT_RUN, `: ${error instanceof Error ? error.message : ''}`);
    }
  };
  return {
    push(text) {
      if (queue.length >= waiting) {
        dropped++;
        tell(`${waiting} calls wait already; further ones are dropped until there is room`);
        return;
      }
      queue.push(text);
      next();
    },
    async end() {
      if (running.size > 0) {
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, graceMs);
          idle = () => {
            clearTimeout(late);
            resolve();
          };
        });
      }
      const undone = running.size + queue.length;
      queue.length = 0;
      for (const child of running) stop(child);
      if (dropped > 0) tell(`${dropped} calls were dropped in all`);
      if (undone > 0) tell(`${undone} calls were not done when the time was up, and were given up`);
    },
  };
}

interface Outcome {
  /** undefined: all was well. */
  readonly kind?: string;
  readonly words: string;
}

function run(options: ProgramOptions, text: string, done: (outcome: Outcome) => void): ChildProcess {
  const { command, args = [], shell = false, timeoutMs = 60_000 } = options;
  // What it prints is not ours to print; Ctrl-C is meant for us, and it has a group of its own to be stopped with.
  const child: ChildProcess = spawn(command, args, {
    shell,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let wrote = '';
  let isLate = false;
  let isDone = false;
  const finish = (outcome: Outcome): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    done(outcome);
  };
  const timer = setTimeout(() => {
    isLate = true;
    stop(child);
  }, timeoutMs);
  child.on('error', ({ message }) => finish({ kind: NOT_RUN, words: `: ${message}` }));
  const ended = (code: number | null, signal: string | null): void =>
    finish(outcomeOf(code, signal, { isLate, timeoutMs, wrote }));
  child.on('close', ended);
  // What it left running may hold its output open for ever.
  child.on('exit', (code, signal) => void setTimeout(() => ended(code, signal), LAST_WORDS));
  child.stderr?.on('data', (data: Buffer) => {
    if (wrote.length < TOLD) wrote += data.toString();
  });
  // Where the system has no more to give there are no pipes. A program need not read what it is given.
  child.stdin?.on('error', () => {});
  child.stdin?.end(text);
  return child;
}

function outcomeOf(
  code: number | null,
  signal: string | null,
  { isLate, timeoutMs, wrote }: { isLate: boolean; timeoutMs: number; wrote: string },
): Outcome {
  if (isLate) return { kind: `ran longer than ${timeoutMs / 1000} seconds and was stopped`, words: '' };
  if (code === 0) return { words: '' };
  const said = wrote.trim().slice(0, TOLD);
  return {
    kind: code === null ? `was ended by ${signal}` : `ended with exit code ${code}`,
    words: said === '' ? '' : `: ${said}`,
  };
}

/** Ends a program and what it started. */
function stop(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
