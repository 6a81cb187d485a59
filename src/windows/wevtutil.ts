import { win32 } from 'node:path';
import { scanSystem } from '../../parsers/xml/scan-system.ts';
import { consoleText } from '../input/console-text.ts';
import type { RunProcess } from '../input/run-process.ts';
import { readLogSettings } from '../input/windows-text.ts';
import { xmlEvents } from './xml-events.ts';

/** So many events are asked for at once. */
export const PAGE = 500;
/** It hangs when it takes longer, in milliseconds. */
const PATIENCE = 30_000;

/** Events as they were printed, oldest first; or Windows' error, -1 where the program did not run to its end. */
type Page =
  | {
      readonly events: readonly string[];
      readonly firstId: number | undefined;
      readonly lastId: number | undefined;
    }
  | { readonly code: number };

/** Windows' own program for event logs, which prints what it is asked for and ends. */
export interface Wevtutil {
  query(channel: string, query: string): Promise<Page>;
  /** The id of the newest record that is there; undefined: there is none, or it cannot be told. */
  edgeId(channel: string, edge: 'oldest' | 'newest'): Promise<number | undefined>;
  isEnabled(channel: string): Promise<boolean | undefined>;
}

/** Makes a caller of wevtutil. It goes by exit codes: what it says is in the system's language. */
export function createWevtutil(run: RunProcess): Wevtutil {
  const program = win32.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'wevtutil.exe');
  const ask = (...args: readonly string[]): ReturnType<RunProcess> =>
    run(program, args, { timeoutMs: PATIENCE });
  const events = async (channel: string, query: string, most: number, edge: string): Promise<Page> => {
    const { code, stdout } = await ask(
      'qe',
      channel,
      `/q:${query}`,
      '/f:xml',
      `/rd:${edge === 'newest'}`,
      `/c:${most}`,
      '/uni:true',
    );
    if (code !== 0) return { code };
    const found = xmlEvents(stdout);
    const ids = found.flatMap((text) => scanSystem(text)?.recordId ?? []);
    if (ids.length === 0) return { events: found, firstId: undefined, lastId: undefined };
    return { events: found, firstId: Math.min(...ids), lastId: Math.max(...ids) };
  };
  return {
    query: (channel, query) => events(channel, query, PAGE, 'oldest'),
    async edgeId(channel, edge) {
      const page = await events(channel, '*', 1, edge);
      return 'code' in page ? undefined : page.lastId;
    },
    async isEnabled(channel) {
      const { code, stdout } = await ask('gl', channel);
      return code === 0 ? readLogSettings(consoleText(stdout)).enabled : undefined;
    },
  };
}
