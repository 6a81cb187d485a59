import { closeSync, fstatSync, openSync } from 'node:fs';
import { SNIFF_LENGTH, sniffFormat } from '../../parsers/sniff.ts';
import { readAt, type FileFollower, type FilePlace, type FollowerTools } from './file-follower.ts';
import { faultOf } from './find-logs.ts';
import { followBinary } from './follow-binary.ts';
import { followText } from './follow-text.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';
import type { LiveSink, LiveSource, ReadBudget } from './live-source.ts';

/** So many looks a name that is gone is waited for: when a log is rotated, another one has it soon. */
const ABSENCE = 10;

/**
 * Makes a follower of a file of any form that grows, wraps, is cleared, replaced, cut or locked.
 *
 * @param cursor Where another one ended: so that what became of the file meanwhile is noticed.
 */
export function followFile(
  path: string,
  sink: LiveSink,
  cursor?: string,
  kept: KeptFiles = createKeptFiles(),
): LiveSource {
  let inner: FileFollower | undefined;
  let isFaulty = false;
  let absent = 0;
  let size = 0;
  let isUnread = false;

  const look = (budget: ReadBudget): void => {
    const descriptor = openSync(path, 'r');
    let isKept = false;
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      size = Number(stat.size);
      isUnread = !inner && budget.left <= 0;
      if (isUnread) return;
      inner ??= followerOf(readAt(descriptor, 0, SNIFF_LENGTH), { sink, kept, before: readPlace(cursor) });
      isKept = inner?.look(descriptor, stat, budget) === 'kept';
    } finally {
      if (!isKept) closeSync(descriptor);
    }
  };
  /** Somebody may still write to it under another name. */
  const miss = (budget: ReadBudget): void => {
    if (inner?.readOn(budget) === true || inner?.readTo() !== undefined) absent = 0;
    if (++absent !== ABSENCE) return;
    inner?.end();
    sink.note({ type: 'gone' });
  };
  return {
    name: path,
    get format() {
      return inner?.format ?? 'unknown';
    },
    get size() {
      return size;
    },
    get heldTime() {
      return inner?.heldTime();
    },
    get isGone() {
      return absent >= ABSENCE;
    },
    get unread() {
      // What cannot be read is not waited for.
      if (isFaulty) return 0;
      return Math.max(0, size - (isUnread ? 0 : (inner?.readTo() ?? size)));
    },
    poll(budget = { left: Infinity }) {
      try {
        look(budget);
        if (isFaulty) sink.note({ type: 'readable' });
        isFaulty = false;
        absent = 0;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        if (error.code === 'ENOENT') miss(budget);
        else if (!isFaulty) sink.note({ type: 'unreadable', fault: faultOf(path, error) });
        isFaulty ||= error.code !== 'ENOENT';
      }
    },
    end() {
      if (inner?.waitNoMore?.() === true) this.poll();
      inner?.end();
    },
    cursor() {
      const place = inner?.place();
      if (!place) return cursor;
      const { id, at, held } = place;
      return [id, at, ...(held ? [held.id, held.sum] : [])].join(' ');
    },
  };
}

function readPlace(cursor = ''): FilePlace | undefined {
  const [id = '', at, heldId, sum] = cursor.split(' ');
  const held = { id: Number(heldId), sum: Number(sum) };
  return at === undefined ? undefined : { id, at: Number(at), ...(sum !== undefined && { held }) };
}

/** A file that is made and not yet written has no form; it is waited for. */
function followerOf(head: Uint8Array, tools: FollowerTools): FileFollower | undefined {
  if (head.every((byte) => byte === 0)) return undefined;
  return sniffFormat(head) === 'evtx' ? followBinary(tools) : followText(tools);
}
