import { describe, expect, test } from 'vitest';
import { errors } from '../../src/windows/wevtapi.ts';
import { createFakeWindows } from '../support/windows/fake-wevtapi.ts';
import { channel, readChannel as read, records, upTo } from '../support/windows/read-channel.ts';

describe('nothing more (4317)', () => {
  test('is believed while nothing was written', () => {
    const { windows, go } = read();
    windows.write(channel, ...records(5));
    go();
    windows.fail('next', ...Array.from({ length: 30 }, () => errors.invalidOperation));
    go(20);
    expect(windows.asked).toHaveLength(1);
  });

  test('is not believed when the log has grown: it subscribes anew behind what was given', () => {
    const { windows, go, ids } = read();
    windows.write(channel, ...records(5));
    go();
    windows.write(channel, ...records(3));
    windows.fail('next', errors.invalidOperation, errors.invalidOperation, errors.invalidOperation);
    go(3);
    expect(windows.asked).toHaveLength(2);
    expect(ids()).toEqual(upTo(8));
  });
});

describe('signals', () => {
  test('what comes while records are read sets the signal: it is not reset behind them', () => {
    const { windows, reader, go, ids } = read();
    windows.write(channel, {});
    go();
    let isFirst = true;
    windows.onNext(() => {
      if (isFirst) windows.write(channel, {});
      isFirst = false;
    });
    go();
    expect(windows.isSet(reader.signal ?? 0n)).toBe(true);
    go();
    expect(windows.isSet(reader.signal ?? 0n)).toBe(false);
    expect(ids()).toEqual([1, 2]);
  });

  test('a signal that never comes only makes it later', () => {
    const { windows, go, ids } = read();
    go();
    windows.loseSignals();
    windows.write(channel, {});
    go();
    expect(ids()).toEqual([1]);
  });
});

describe('what is wrong with a channel', () => {
  test.each([
    ['denied', errors.accessDenied],
    ['missing', errors.channelNotFound],
    ['failed', errors.invalidQuery],
  ] as const)('%s (%i) is told once, tried every minute, and read when it can be', (state, code) => {
    const { windows, go, ids, of } = read();
    windows.write(channel, {});
    windows.fail('subscribe', code, code, code);
    go(150);
    expect(of('state')).toEqual([{ type: 'state', channel, state, code }]);
    expect(windows.asked).toHaveLength(3);
    go(60);
    expect(of('state').at(-1)).toMatchObject({ state: 'open' });
    expect(ids()).toEqual([1]);
  });

  test('a channel that is not there is looked for', () => {
    const { go, of } = read(createFakeWindows());
    go(2);
    expect(of('state')).toEqual([{ type: 'state', channel, state: 'missing', code: errors.channelNotFound }]);
  });

  test.each([errors.invalidHandle, errors.serverUnavailable, 1717])(
    'the service ending (%i) is waited out, longer each time up to half a minute; nothing is lost or given twice',
    (code) => {
      const { windows, go, ids, of } = read();
      windows.write(channel, ...records(4));
      go();
      windows.fail('next', code);
      windows.fail('subscribe', ...Array.from({ length: 7 }, () => code));
      windows.write(channel, ...records(4));
      go(1 + 1 + 2 + 4 + 8 + 16);
      expect(windows.asked).toHaveLength(6);
      go(30 + 30 + 30);
      expect(ids()).toEqual(upTo(8));
      expect(of('state').map(({ state }) => state)).toEqual(['open', 'failed', 'open']);
    },
  );

  test('switched off, full and on again are told, each once', () => {
    const { windows, go, of } = read();
    windows.change(channel, { isEnabled: false });
    go(200);
    windows.change(channel, { isEnabled: true, isFull: true });
    go(100);
    windows.change(channel, { isFull: false });
    go(100);
    expect(of('state').map(({ state }) => state)).toEqual(['disabled', 'full', 'open']);
  });

  test('nothing that is given after such a record comes in one lot with what was before it', () => {
    const { windows, go, frames } = read();
    windows.write(channel, ...records(3));
    const plain = { ...windows.api };
    let rendered = 0;
    windows.api.renderEvent = (event) => (++rendered === 2 ? { code: 15_002 } : plain.renderEvent(event));
    go();
    expect(frames.map(({ type }) => type).filter((type) => type !== 'state')).toEqual([
      'events',
      'skipped',
      'events',
      'drained',
    ]);
  });

  test('a record that cannot be rendered is told, and the others are given', () => {
    const { windows, go, ids, of } = read();
    windows.fail('renderEvent', 15_002);
    windows.write(channel, ...records(3));
    go();
    expect(ids()).toEqual([2, 3]);
    expect(of('skipped')).toEqual([{ type: 'skipped', channel, records: 1, code: 15_002 }]);
  });
});
