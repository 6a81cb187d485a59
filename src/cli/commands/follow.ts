import { resolve } from 'node:path';
import { globExpander, isPattern } from '../../expand-globs.ts';
import { follow, isStream, logFiles, missingPaths, pollInterval, type FindSources } from '../../follow.ts';
import { followChannels } from '../../follow-channels.ts';
import type { LiveVerdict, Pack, ReportAttempt } from '../../index.ts';
import type { Redactor } from '../../redact.ts';
import { plainText, reportRenderers } from '../../render.ts';
import { isOfPerson, verdictJson, verdictLine, zonedClock } from '../../render-live.ts';
import { openOutputs } from '../follow-outputs.ts';
import { percent, showLines, showLive, type LiveOptions } from '../follow-show.ts';
import { deliver, lookOf, zoneOf } from '../outputs.ts';
import { protectInputs, requireFolder } from '../protect-inputs.ts';
import { packsOf } from '../packs.ts';
import { redactionOf } from '../redact-flags.ts';
import { stopSignal } from '../stop-signal.ts';
import { exitCodes, UsageError, type Streams } from '../streams.ts';
import { readSymptom, statedOf, withSecondCode } from '../symptom-flags.ts';
import { verdictHook, type HookFlags } from '../verdict-hook.ts';
import { codeOf, type AnalyzeFlags } from './analyze.ts';

export interface FollowFlags extends AnalyzeFlags, HookFlags {
  readonly follow?: boolean;
  /** Seconds. */
  readonly settle?: number;
  /** Milliseconds. */
  readonly pollInterval?: number;
  readonly state?: string;
  readonly fromNow?: boolean;
  /** Live channels of this computer. */
  readonly channel?: readonly string[];
  /** Default: true. */
  readonly live?: boolean;
}

/** Follows logs as they grow, and shows each verdict, until Ctrl-C or the end of what is piped in; then says what came of it. */
export async function runFollow(
  words: readonly string[],
  options: FollowFlags,
  streams: Streams,
): Promise<number> {
  const { paths: named, flags } = withSecondCode(words, options);
  const expand = await globExpander(named);
  const paths = expand();
  refuseOthers(flags, paths);
  const format = flags.json === true ? 'ndjson' : (flags.format ?? 'terminal');
  const line = lineOf(format, zoneOf(flags));
  protectInputs(flags.output ?? [], paths);
  if (flags.state !== undefined) requireFolder(flags.state);
  const packs = await packsOf(flags.patterns);
  const logs = logFiles(
    () => withoutOwn(expand(), flags),
    (archives) => show.fault(archiveNotice(archives)),
  );
  const found = paths.length > 0 ? { find: logs, notices: [] } : await liveChannels(flags.channel, packs);
  const symptom = await readSymptom(statedOf(flags) ?? {}, packs);
  const redaction = await redactionOf(flags, packs);
  redaction?.save();
  const hook = verdictHook(flags, (message) => show.fault(message));
  const stop = stopSignal(streams);
  let notWritten: string | undefined;
  const outputs = openOutputs(flags, (message) => {
    notWritten = message;
    stop.abort();
  });
  const isLive = format === 'terminal' && canRedraw(flags, streams);
  const show = isLive
    ? showLive(streams, liveOptions(flags, streams, redaction?.redactor))
    : showLines(streams, line, flags.quiet === true);
  let code: number = exitCodes.ok;
  let read = 1;
  try {
    for (const { path, message } of missingPaths(paths))
      show.fault(
        `${path}: ${message}; ${isPattern(path) ? 'what matches it later is followed' : 'it is waited for'}`,
      );
    for (const notice of [...found.notices, ...outputs.notices]) show.fault(notice);
    const report = await follow(found.find, {
      ...(packs && { packs }),
      ...(found.settleMs !== undefined && { settleMs: found.settleMs }),
      ...(flags.settle !== undefined && { settleMs: flags.settle * 1000 }),
      pollMs: flags.pollInterval ?? pollInterval(paths),
      wallClock: Date.now,
      ...(symptom && { symptom }),
      ...(redaction && { redactor: redaction.redactor }),
      ...(flags.fromNow === true && { fromNow: true }),
      ...((isLive || hook) && { foldFloods: true }),
      ...outputs.options,
      signal: stop.signal,
      onVerdicts(verdicts, floods) {
        redaction?.save();
        outputs.write(verdicts);
        show.verdicts(verdicts, floods);
        hook?.take(verdicts, floods);
      },
      onLook(save, standing) {
        outputs.options.onLook?.(save, standing);
        hook?.look();
        ({ read } = standing);
        show.look(standing);
      },
      onNote: (source, note) => show.note(source, note),
    });
    show.close();
    await redaction?.keep(streams);
    if (format === 'terminal' && !stop.isReaderGone) {
      if (!isLive) streams.out.write('\n');
      await deliver(report, { files: [], printed: 'terminal' }, reportRenderers, flags, streams);
    }
    if (flags.exitCode === true) code = codeOf(report);
    if (read < 1) streams.err.write(`rdpwhy: ${cutShort(read)}\n`);
    if (notWritten !== undefined) {
      streams.err.write(`rdpwhy: ${plainText(notWritten)}; the following ended there\n`);
      code = exitCodes.failed;
    }
    await hook?.end();
  } finally {
    show.close();
    outputs.close();
    stop.release();
  }
  return code;
}

/** Half of a log may say the contrary of the whole. */
const cutShort = (read: number): string =>
  `the following ended when ${percent(read)} of what was there was read: the report is of that part, and no verdict was given`;

/** The live channels of this computer. */
async function liveChannels(
  named: readonly string[] | undefined,
  packs: readonly Pack[] | undefined,
): Promise<{
  readonly find: FindSources;
  readonly settleMs?: number;
  readonly notices: readonly string[];
}> {
  const live = await followChannels(packs, named && { named });
  if (!live)
    throw new UsageError(
      'name files or folders to follow: without any, the live channels of Windows are followed, and this is not Windows',
    );
  const notices = live.by === 'wevtutil' ? [NO_KOFFI] : [];
  return { ...live, notices };
}

/** Archives do not grow. */
function archiveNotice([first = '', ...more]: readonly string[]): string {
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${first}${others}: archives are not followed; unpack them, or analyze them without --follow`;
}

/** What the run itself writes may come to match a pattern. */
function withoutOwn(
  paths: readonly string[],
  { output = [], state, redactMap }: FollowFlags,
): readonly string[] {
  const states = state === undefined ? [] : [state, `${state}.lock`, `${state}.new`];
  const own = new Set(
    [...output, ...states, redactMap].flatMap((file) => (file === undefined ? [] : resolve(file))),
  );
  return paths.filter((path) => !own.has(resolve(path)));
}

const NO_KOFFI =
  "Windows' own interface cannot be called, for the package koffi does not load; wevtutil is asked again and again";

/** What makes no sense for logs that grow would be left undone without a word. */
function refuseOthers(
  { hash, state, redact, redactMap, channel }: FollowFlags,
  paths: readonly string[],
): void {
  if (channel !== undefined && paths.length > 0)
    throw new UsageError(
      '--channel names live channels of this computer, and a path logs at rest: give one of them',
    );
  if (hash === true)
    throw new UsageError(
      '--hash is not for --follow: a log that grows has no checksum; analyze it when it is finished',
    );
  if (state !== undefined && paths.some(isStream))
    throw new UsageError('--state is not for what is piped in: another run cannot read it again');
  if (state !== undefined && redact === true && redactMap === undefined)
    throw new UsageError(
      '--redact with --state needs --redact-map FILE: another run must give the same pseudonyms',
    );
}

/** Whether there is a terminal that a picture can be redrawn on, and nobody minds. */
const canRedraw = ({ live }: FollowFlags, { out }: Streams): boolean =>
  live !== false && out.isTTY === true && process.env['TERM'] !== 'dumb';

const liveOptions = (flags: FollowFlags, streams: Streams, redactor?: Redactor): LiveOptions => ({
  color: lookOf(flags, streams).color,
  quiet: flags.quiet === true,
  zoned: zonedClock(zoneOf(flags)),
  isMeant: meantBy(flags, redactor),
  nameOf: redactor?.path ?? ((source) => source),
});

/** Says whether an attempt is of the person and the client that were stated, by the names that are shown. */
function meantBy({ user, client }: FollowFlags, redactor?: Redactor): (attempt: ReportAttempt) => boolean {
  const person = {
    ...(user === undefined ? {} : { user: redactor?.user(user) ?? user }),
    ...(client === undefined ? {} : { client: redactor?.client(client) ?? client }),
  };
  return (attempt) => isOfPerson(attempt, person);
}

/** How a verdict is written to the screen. */
function lineOf(format: string, zone: string): (verdict: LiveVerdict) => string {
  if (format === 'ndjson') return verdictJson;
  if (format !== 'terminal')
    throw new UsageError(`unknown format '${format}' while following; known: terminal, ndjson`);
  const zoned = zonedClock(zone);
  return (verdict) => verdictLine(verdict, zoned);
}
