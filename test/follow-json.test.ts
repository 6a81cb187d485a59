import { appendFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { createFollower, logFiles } from '../src/follow.ts';
import type { ReportAttempt } from '../src/model/report.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import { jsonWriters } from './support/json/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom } from './support/scenarios/random.ts';
import { hostCausesOf, standingAttempts, standingCauses } from './support/standing.ts';
import { tellScenarios } from './support/scenarios/index.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

const gist = ({ id, outcome, diagnosis }: ReportAttempt): string => `${id} ${outcome} ${diagnosis?.cause}`;

/** All logs of a story in one file, as a collector writes them: in the order of time, whatever machine they are of. */
function collected(name: string, form: string): readonly string[] {
  const scenario = tellScenarios().find((one) => one.name === name);
  const events = [...(scenario?.logs.values() ?? [])].flat().sort((a, b) => a.time - b.time);
  return events.map((event) => jsonWriters.get(form)?.([event]) ?? '');
}

test.each([
  ['wrong-password-nla-win10', 'winlogbeat', 1],
  ['license-grace-over', 'fluentBit', 2],
  ['credssp-mismatch', 'openTelemetry', 3],
  ['network-drop', 'velociraptor', 4],
])('%s as lines of %s that grow gives the verdicts of the finished file', async (name, form, seed) => {
  const random = createRandom(seed);
  const lines = collected(name, form);
  const bytes = Buffer.from(lines.join(''));
  const file = join(folder, 'forwarded.jsonl');
  const verdicts: LiveVerdict[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: (said) => void verdicts.push(...said),
  });
  let at = 0;
  // Any piece of a line may be there when it is looked at; half-way the file is rotated.
  let rotated = false;
  for (let from = 0; from < bytes.length;) {
    const isTurn = !rotated && from > bytes.length / 2;
    const end = isTurn
      ? bytes.indexOf(0x0a, from) + 1
      : Math.min(bytes.length, from + random.integer(1, 6000));
    appendFileSync(file, bytes.subarray(from, end));
    follower.look((at += 500));
    if (isTurn) {
      renameSync(file, join(folder, 'forwarded.jsonl.1'));
      rotated = true;
    }
    from = end;
  }
  for (let i = 0; i < 80; i++) follower.look((at += 500));
  const report = follower.end();
  expect(report.inputs.map(({ format }) => format)).toEqual(['json']);

  appendFileSync(join(folder, 'all.jsonl'), bytes);
  const whole = await analyze([join(folder, 'all.jsonl')], { packs, threads: 1 });
  expect(whole.report.attempts.length).toBeGreaterThan(3);
  expect(report.attempts.map(gist).sort()).toEqual(whole.report.attempts.map(gist).sort());
  expect(
    standingAttempts(verdicts)
      .map(({ attempt }) => gist(attempt))
      .sort(),
  ).toEqual(whole.report.attempts.map(gist).sort());
  expect(standingCauses(verdicts, whole.report)).toEqual(hostCausesOf(whole.report));
});
