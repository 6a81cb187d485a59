import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLATFORM, readAll } from './corpus.ts';

/** One chunk with records of two templates, and a nested one. */
const LOG = readFileSync('samples/wrong-password-nla-win10/System.evtx');
const HEADER = 4096;
const CHUNK = 65_536;
const NO_CRC32 = 4;
/** The first record and the definitions in it. */
const FROM = 512;
const TO = 2600;

const header = Uint8Array.from(LOG.subarray(0, HEADER));
header[120] = NO_CRC32;
const chunk = LOG.subarray(HEADER, HEADER + CHUNK);

/** The events and problems of the second of two chunks, places counted from its start. */
function readBehind(first: Uint8Array, second: Uint8Array): unknown {
  const { items } = readAll([header, first, second], { platform: PLATFORM });
  const before = readAll([header, first], { platform: PLATFORM }).items.length;
  return items.slice(before);
}

function readAlone(second: Uint8Array): unknown {
  return readBehind(new Uint8Array(CHUNK), second);
}

test('the log has what is to be tested', () => {
  expect(readAll([header, chunk]).events.length).toBeGreaterThan(5);
});

test('a changed definition is read as it is, whatever one was seen before under its GUID', () => {
  let differing = 0;
  const whole = JSON.stringify(readAlone(chunk));
  for (let at = FROM; at < TO; at += 1) {
    const changed = Uint8Array.from(chunk);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    const alone = JSON.stringify(readAlone(changed));
    expect(JSON.stringify(readBehind(chunk, changed)), `byte ${at}`).toBe(alone);
    if (alone !== whole) differing += 1;
  }
  expect(differing).toBeGreaterThan(1000);
});

test('the other way round: a changed definition spoils no later one', () => {
  const whole = JSON.stringify(readAlone(chunk));
  for (let at = FROM; at < TO; at += 7) {
    const changed = Uint8Array.from(chunk);
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    expect(JSON.stringify(readBehind(changed, chunk)), `byte ${at}`).toBe(whole);
  }
});
