import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze, readTimeline } from '../../src/analyze.ts';
import { reportRenderers, timelineRenderers } from '../../src/render.ts';
import type { EventSpec, SpecValue } from '../support/event-spec.ts';
import { writeEvtx } from '../support/evtx-writer/index.ts';
import { inertness } from '../support/inert.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { tellScenarios } from '../support/scenarios/index.ts';
import { schemaPlaces, type SchemaNode } from '../support/schema-places.ts';

/** Every name that the samples' events hold, and what stands in its place. */
type Names = readonly (readonly [name: RegExp, other: string])[];

const hostile: Names = [
  [/alice/gi, 'al<img src=x onerror=alert(1)>"\' onclick=x '],
  [/bob/gi, "=cmd|'/c calc'!A1;=1+1 \u001b[2J\u202e"],
  [/carol/gi, '[carol](http://evil.example) ![](http://evil.example/p.png) @octocat'],
  [/\bCORP\b/g, '</script><script>alert(1)</script>\u2028'],
  [/\bcorp\.example\b/gi, 'x\n```\n# evil.example\n| a |\n|---|'],
  [/\b(?:RDS|RDG|SRV|DC|PC)-?\d+\b/gi, '\ud800@SUM(A1)\u009b31m'],
  [/\b(?:WS|LT)-\w+\b/gi, `<b>${'A'.repeat(500)}\`*_`],
];
const harmless: Names = hostile.map(([name], i) => [name, `name${i}`]);

const swap = (text: string, names: Names): string =>
  names.reduce((all, [name, other]) => all.replace(name, () => other), text);

function swapped(event: EventSpec, names: Names): EventSpec {
  const value = (one: SpecValue): SpecValue => {
    if (typeof one === 'string') return swap(one, names);
    return typeof one === 'object' && one.type === 'string' ? { ...one, value: swap(one.value, names) } : one;
  };
  const { payload } = event;
  const computer = swap(event.computer, names);
  if (payload.type === 'none') return { ...event, computer };
  const fields = payload.fields.map((field) => ({ ...field, value: value(field.value) }));
  return { ...event, computer, payload: { ...payload, fields } as EventSpec['payload'] };
}

const root = mkdtempSync(path.join(tmpdir(), 'rdpwhy-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes a sample's logs with other names, beside a file that is no log, into a folder of that name. */
function writeLogs(name: string, folder: string, names: Names): string {
  const place = path.join(root, name, folder);
  mkdirSync(place, { recursive: true });
  const scenario = tellScenarios().find((one) => one.name === name);
  let count = 0;
  for (const events of scenario?.logs.values() ?? []) {
    const own = events.map((event) => swapped(event, names));
    writeFileSync(path.join(place, `${count++} ${folder}.evtx`), writeEvtx(own));
  }
  writeFileSync(path.join(place, `no log ${folder}.evtx`), 'ElfFile but not really');
  return place;
}

const hostileFolder = '=1+1;=2 <img src=x onerror=alert(1)> [a](http:) `x` \u001b[2J\u202e\u2028 "\'&';
const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as SchemaNode;
const packs = [loadPatterns()];
const look = { color: false, width: 80 };

describe.each([
  'wrong-password-nla-win10',
  'wrong-password-nla-2012r2',
  'gateway-refusal',
  'client-log-alone',
  'console-holds-seat',
  'license-cal-type',
])('%s, by people and machines with hostile names, in a folder with one', (name) => {
  const bad = writeLogs(name, hostileFolder, hostile);
  const good = writeLogs(name, 'folder', harmless);
  const symptomOf = (names: Names) => ({ user: swap('alice', names) });

  test('comes through to the report', async () => {
    const { report } = await analyze([bad], { packs, symptom: symptomOf(hostile) });
    const { report: other } = await analyze([good], { packs, symptom: symptomOf(harmless) });
    expect(report.causes.map(({ cause }) => cause)).toEqual(other.causes.map(({ cause }) => cause));
    const texts = [...schemaPlaces(schema, JSON.parse(JSON.stringify(report)))].flatMap(({ value }) => value);
    expect(
      texts.filter((text) => typeof text === 'string' && /<|=1|=cmd|SUM/.test(text)).length,
    ).toBeGreaterThan(100);
    expect(report.problems.length).toBeGreaterThan(0);
  });

  test.each(Object.keys(reportRenderers))('and is inert as %s', async (format) => {
    const render = await reportRenderers[format]?.();
    const rendered = async (folder: string, names: Names) => {
      const { report } = await analyze([folder], { packs, symptom: symptomOf(names) });
      const links = report.causes.flatMap(({ references }) => references);
      return { text: [...(render?.(report, look) ?? [])].join(''), links };
    };
    const { text, links } = await rendered(bad, hostile);
    const faults = inertness[format]?.(text, (await rendered(good, harmless)).text, links);
    expect(faults).toEqual([]);
  });

  test.each(Object.keys(timelineRenderers))('its timeline is inert as %s', async (format) => {
    const rendered = async (folder: string): Promise<string> => {
      const { events } = await readTimeline([folder]);
      const render = await timelineRenderers[format]?.();
      return [...(render?.(events, look) ?? [])].join('');
    };
    const faults = inertness[format]?.(await rendered(bad), await rendered(good), []);
    expect(faults).toEqual([]);
  });
});
