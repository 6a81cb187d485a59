import { describe, expect, test } from 'vitest';
import { noteCutOffs } from '../../src/correlate/cut-off.ts';
import { addTo, beginDraft, type Draft } from '../../src/correlate/draft.ts';
import { draftState } from '../../src/correlate/over.ts';
import type { Event } from '../../src/model/event.ts';
import { event } from '../diagnose/make.ts';
import { at } from '../support/events.ts';

const HOUR = 3600;

/** Somebody at a desktop in session 2 from so many seconds on. */
function working(from: number, ...more: readonly Event[]): Draft {
  const draft = beginDraft(event('connection-accepted', from), 'server', 'activity-id');
  addTo(draft, event('session-logged-on', from + 2, { sessionId: 2 }), 'activity-id');
  for (const one of more) addTo(draft, one, 'activity-id');
  return draft;
}
const crash = (seconds: number): Event => event('service-crashed', seconds, { service: 'TermService' });
const start = (seconds: number): Event => event('system-stopped-unexpectedly', seconds);
const shutdown = (seconds: number): Event => event('system-stopping', seconds);

/** What cuts each of some attempts off, by the seconds of its records. */
function cutOffs(drafts: readonly Draft[], ...events: readonly Event[]): readonly (readonly number[])[] {
  noteCutOffs(
    drafts,
    events.toSorted((a, b) => a.time - b.time),
  );
  return drafts.map(({ cutOffBy = [] }) => cutOffBy.map(({ time }) => (time - at(0)) / 1e6));
}

describe('what cuts a connection off', () => {
  test('is the first stop after its last record, with all that tells of that one', () => {
    const stop = [start(9 * HOUR), start(9 * HOUR + 10)];
    expect(cutOffs([working(0)], ...stop, start(20 * HOUR))).toEqual([[9 * HOUR, 9 * HOUR + 10]]);
    expect(cutOffs([working(0)], shutdown(HOUR), start(9 * HOUR))).toEqual([[HOUR]]);
    expect(cutOffs([working(HOUR)], crash(10))).toEqual([[]]);
  });

  test('is told by the first of its records where they are many', () => {
    const stop = Array.from({ length: 100 }, (_, i) => crash(HOUR + i));
    const [told = []] = cutOffs([working(0)], ...stop);
    expect(told).toEqual(Array.from(told, (_, i) => HOUR + i));
    expect(told.length).toBeGreaterThan(10);
    expect(told.length).toBeLessThan(50);
  });

  test('is nothing where it had ended, or somebody ended it', () => {
    const closed = working(0, event('connection-closed', HOUR));
    const left = working(0, event('client-disconnect-requested', HOUR));
    const off = working(0, event('session-logged-off', HOUR));
    expect(cutOffs([closed, left, off], crash(HOUR + 10), start(9 * HOUR))).toEqual([[], [], []]);
  });

  test('may be told of within the moment of its end or right before, not where the machine went', () => {
    const ended = (): Draft => working(0, event('connection-closed', HOUR));
    expect(cutOffs([ended()], crash(HOUR + 1))).toEqual([[HOUR + 1]]);
    expect(cutOffs([ended()], crash(HOUR - 60))).toEqual([[HOUR - 60]]);
    expect(cutOffs([ended()], crash(HOUR + 4))).toEqual([[]]);
    expect(cutOffs([ended()], crash(HOUR - 600))).toEqual([[]]);
    expect(cutOffs([ended()], start(HOUR + 1))).toEqual([[]]);
    expect(cutOffs([ended()], shutdown(HOUR + 1))).toEqual([[]]);
  });

  test('is nothing where another attempt had got the session', () => {
    expect(cutOffs([working(0), working(HOUR)], crash(2 * HOUR))).toEqual([[], [2 * HOUR]]);
    expect(cutOffs([working(0), working(3 * HOUR)], crash(2 * HOUR))).toEqual([[2 * HOUR], []]);
  });

  test('is nothing where another attempt left the session later, however that one had come to it', () => {
    const other = beginDraft(event('session-logged-off', HOUR, { sessionId: 2 }), 'server', 'activity-id');
    expect(cutOffs([working(0), other], crash(2 * HOUR))).toEqual([[], []]);
    const elsewhere = beginDraft(
      event('session-logged-off', HOUR, { sessionId: 3 }),
      'server',
      'activity-id',
    );
    expect(cutOffs([working(0), elsewhere], crash(2 * HOUR))).toEqual([[2 * HOUR], []]);
  });

  test('of an unfinished logon is only what comes within its time, and says when', () => {
    const trying = (): Draft => beginDraft(event('connection-accepted', 0), 'server', 'activity-id');
    expect(cutOffs([trying()], crash(60))).toEqual([[60]]);
    expect(cutOffs([trying()], crash(600))).toEqual([[]]);
    expect(cutOffs([trying()], start(60))).toEqual([[]]);
  });

  test('takes the desktop from the audit, where that is surely this one’s', () => {
    const audited = (rivals: number): Draft => {
      const draft = beginDraft(event('connection-accepted', 0), 'server', 'activity-id');
      addTo(draft, event('logon-succeeded', 2, { logonType: 10 }), 'time-only', rivals);
      return draft;
    };
    expect(cutOffs([audited(0), audited(1)], start(HOUR))).toEqual([[HOUR], []]);
  });

  test('is no other service, and no other program', () => {
    const others = [
      event('service-crashed', 60, { service: 'Netlogon' }),
      event('program-crashed', 60, { part: 'explorer.exe' }),
    ];
    expect(cutOffs([working(0)], ...others)).toEqual([[]]);
  });

  test('may come in two rounds, and the attempt is over then', () => {
    const draft = working(0);
    cutOffs([draft], crash(HOUR));
    expect(draftState(draft, at(HOUR + 300))).toBe('in-session');
    expect(cutOffs([draft], event('service-stopped-unexpectedly', HOUR + 1))).toEqual([[HOUR, HOUR + 1]]);
    expect(draftState(draft, at(HOUR + 660))).toBe('over');
    expect(cutOffs([draft], start(9 * HOUR))).toEqual([[HOUR, HOUR + 1]]);
  });

  test('is taken back where a later round tells that it went on, or had ended', () => {
    const [wentOn, ended, still] = [working(0), working(0), working(0)] as const;
    cutOffs([wentOn, ended, still], shutdown(HOUR));
    addTo(wentOn, event('connection-idle-time', HOUR + 5), 'activity-id');
    addTo(ended, event('connection-closed', HOUR - 5), 'activity-id');
    expect(cutOffs([wentOn, ended, still])).toEqual([[], [], [HOUR]]);
    expect(cutOffs([wentOn, ended, still], crash(2 * HOUR))).toEqual([[2 * HOUR], [], [HOUR]]);
  });
});
