import type { Streams } from './streams.ts';

/** The whole screen of a terminal, for as long as it is taken. */
export interface LiveScreen {
  /** Puts these lines in place of those before; they fill the height. */
  draw(lines: readonly string[]): void;
  /** Gives the screen back as it was. */
  close(): void;
}

const CSI = '\u001b[';
/** The other screen, without cursor, and without going on in the next line where a text is too long. */
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}?7l`;
const LEAVE = `${CSI}?7h${CSI}?25h${CSI}?1049l`;
/** The terminal shows what is between these at once, where it knows them. */
const BEGIN = `${CSI}?2026h${CSI}H`;
const END = `${CSI}?2026l`;
/** Before the text: behind a line that fills the width it would take the last character. */
const CLEAR_LINE = `${CSI}2K`;
const CLEAR = `${CSI}2J`;

/**
 * Takes the screen. It is given back whatever ends the program, and while it is stopped.
 *
 * @param onResize Is called when all has to be drawn anew.
 */
export function takeScreen(out: Streams['out'], onResize: () => void): LiveScreen {
  let shown = '';
  let isTaken = false;
  const enter = (): void => {
    shown = '';
    out.write(isTaken ? CLEAR : ENTER + CLEAR);
    isTaken = true;
  };
  const leave = (): void => {
    if (isTaken) out.write(LEAVE);
    isTaken = false;
  };
  const anew = (): void => {
    enter();
    onResize();
  };
  const stopped = (): void => {
    leave();
    process.kill(process.pid, 'SIGSTOP');
  };
  out.on('resize', anew);
  process.on('exit', leave);
  if (process.platform !== 'win32') {
    process.on('SIGTSTP', stopped);
    process.on('SIGCONT', anew);
  }
  enter();
  return {
    draw(lines) {
      const text = lines.map((line) => CLEAR_LINE + line).join('\r\n');
      if (text === shown) return;
      shown = text;
      out.write(`${BEGIN}${text}${END}`);
    },
    close() {
      out.off('resize', anew);
      process.off('exit', leave);
      if (process.platform !== 'win32') {
        process.off('SIGTSTP', stopped);
        process.off('SIGCONT', anew);
      }
      leave();
    },
  };
}
