import { describe, expect, test } from 'vitest';
import type { FollowNote } from '../../src/input/live-source.ts';
import { writeBookmark } from '../../src/windows/bookmark.ts';
import type { ChannelFrame } from '../../src/windows/channel-frame.ts';
import { channelSource, type ChannelSource } from '../../src/windows/channel-source.ts';
import { renderEventXml } from '../support/event-xml.ts';

const channel = 'Security';
const TIME = 1_772_000_000_000_000;

interface Opened {
  readonly source: ChannelSource;
  readonly observed: number[];
  readonly events: number[];
  readonly notes: FollowNote[];
  readonly take: (...frames: readonly ChannelFrame[]) => void;
}

function open(query: string, cursor?: string): Opened {
  const observed: number[] = [];
  const events: number[] = [];
  const notes: FollowNote[] = [];
  const source = channelSource(
    {
      asked: { observe: (_, __, recordId) => void observed.push(recordId) },
      event: ({ recordId }) => void events.push(recordId),
      note: (note) => void notes.push(note),
    },
    {
      request: { channel, query, ...(cursor !== undefined && { cursor }) },
      isCore: true,
      start: () => {},
      taken: () => {},
      end: () => {},
    },
  );
  return {
    source,
    observed,
    events,
    notes,
    take(...frames) {
      for (const frame of frames) source.keep(frame);
      source.poll();
    },
  };
}

const records = (...ids: readonly number[]): ChannelFrame => ({
  type: 'events',
  channel,
  events: ids.map((recordId) =>
    renderEventXml({
      provider: 'P',
      eventId: 4625,
      time: TIME + recordId,
      recordId,
      channel,
      computer: 'RDS01',
      payload: { type: 'none' },
    }),
  ),
  cursor: writeBookmark(channel, ids.at(-1) ?? 0),
});

describe('the source of a channel', () => {
  test('counts as looked at what lies between records that were asked for', () => {
    const { take, observed, events } = open('*[System[EventID=4625]]', writeBookmark(channel, 7));
    take(records(10), records(12));
    expect(observed).toEqual([8, 9, 10, 11, 12]);
    expect(events).toEqual([10, 12]);
  });

  test('but not what was lost, what came before it began, nor what a whole log does not have', () => {
    const filtered = open('*[System[EventID=4625]]');
    filtered.take(records(5), { type: 'gap', channel, from: 6, to: 20 }, records(30), records(90_000));
    expect(filtered.observed).toEqual([5, 30, 90_000]);
    expect(filtered.notes).toEqual([{ type: 'place-lost', from: 6, to: 20 }]);
    const whole = open('*');
    whole.take(records(5), records(8));
    expect(whole.observed).toEqual([5, 8]);
  });

  test('nor what Windows could not give', () => {
    const { take, observed } = open('*[System[EventID=4625]]');
    take(records(5), { type: 'skipped', channel, records: 1, code: 1734 }, records(7), records(9));
    expect(observed).toEqual([5, 7, 8, 9]);
  });

  test('nothing is judged beyond the last record while more may be there', () => {
    const { source, take } = open('*');
    take();
    expect(source.heldTime).toBe(0);
    take(records(1, 2));
    expect(source.heldTime).toBe(TIME + 2);
    take({ type: 'drained', channel });
    expect(source.heldTime).toBeUndefined();
    take(records(3));
    expect(source.heldTime).toBe(TIME + 3);
    take({ type: 'state', channel, state: 'failed', code: 1722 });
    expect(source.heldTime).toBeUndefined();
  });

  test('an event that is broken takes none of the later ones along', () => {
    const { take, events } = open('*');
    const broken = { ...records(2), events: ['<Event><System><!DOCTYPE x>'] } as ChannelFrame;
    take(records(1), broken, records(3));
    expect(events).toEqual([1, 3]);
  });
});
