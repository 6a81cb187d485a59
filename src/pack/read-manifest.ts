import { readSystemTime } from '../../parsers/xml/system-time.ts';
import { readMachine } from '../collect/read-collected.ts';
import { FORMAT_VERSION, PACK_FORMAT, type CaseManifest } from './manifest.ts';

/** Takes a file's text for a manifest, or says what is wrong with it. What strangers send is checked. */
export function readManifest(text: string): CaseManifest | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.includes(PACK_FORMAT) ? 'its manifest is not whole JSON' : NOT_OURS;
  }
  if (!isObject(value) || value['format'] !== PACK_FORMAT) return NOT_OURS;
  if (value['formatVersion'] !== FORMAT_VERSION) {
    const version = JSON.stringify(value['formatVersion'])?.slice(0, 20) ?? 'none';
    return `it is of another version of the format: expected ${FORMAT_VERSION}, found ${version}; a later rdpwhy may read it`;
  }
  const fault = faultIn(value);
  return fault === undefined
    ? (value as unknown as CaseManifest)
    : `its manifest is not whole: ${fault} is not as expected`;
}

/** It is a manifest of something else. */
export const NOT_OURS = 'it is no case pack';

function faultIn(manifest: Fields): string | undefined {
  for (const [name, isWhole] of Object.entries(parts)) if (!isWhole(manifest[name])) return name;
  for (const [name, isWhole] of Object.entries(lists)) {
    const list = manifest[name];
    if (!Array.isArray(list)) return name;
    const place = list.findIndex((item) => !isObject(item) || !isWhole(item));
    if (place !== -1) return `${name}[${place}]`;
  }
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): boolean => isText(value) && readSystemTime(value) !== undefined;
const isSha256 = (value: unknown): boolean => isText(value) && /^[\da-f]{64}$/.test(value);
const areAll = (value: unknown, isOne: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);
const isAbsentOr = (value: unknown, isOne: (value: unknown) => boolean): boolean =>
  value === undefined || isOne(value);
const hasCounts = (value: unknown, ...names: readonly string[]): boolean =>
  isObject(value) && names.every((name) => isCount(value[name]));

const isTool = (tool: unknown): boolean =>
  isObject(tool) &&
  isText(tool['version']) &&
  isObject(tool['patterns']) &&
  isCount(tool['patterns']['count']) &&
  areAll(
    tool['patterns']['packs'],
    (pack) => isObject(pack) && isText(pack['name']) && isText(pack['version']) && isText(pack['sha256']),
  );

const isVerdict = (verdict: unknown): boolean =>
  isObject(verdict) &&
  isText(verdict['outcome']) &&
  isText(verdict['headline']) &&
  hasCounts(verdict['attempts'], 'total', 'succeeded', 'failed', 'open', 'unknown') &&
  areAll(
    verdict['causes'],
    (cause) =>
      isObject(cause) &&
      isText(cause['cause']) &&
      isText(cause['title']) &&
      isText(cause['confidence']) &&
      isCount(cause['attemptCount']),
  );

const isSymptom = (symptom: unknown): boolean =>
  isObject(symptom) &&
  ['code', 'at', 'user', 'client', 'tz'].every((name) => isAbsentOr(symptom[name], isText));

const isRange = (range: unknown): boolean =>
  Array.isArray(range) &&
  range.length === 4 &&
  isCount(range[0]) &&
  isCount(range[1]) &&
  range[0] <= range[1] &&
  isTime(range[2]) &&
  isTime(range[3]);

const isRun = (run: unknown): boolean =>
  isObject(run) &&
  isText(run['computer']) &&
  isText(run['channel']) &&
  isCount(run['records']) &&
  areAll(run['ranges'], isRange);

const isProblem = (problem: unknown): boolean =>
  isObject(problem) &&
  isText(problem['code']) &&
  isText(problem['message']) &&
  isCount(problem['count']) &&
  isAbsentOr(problem['offset'], isCount) &&
  isAbsentOr(problem['recordId'], isCount);

const isMachine = (machine: unknown): boolean =>
  isObject(machine) && typeof readMachine(machine) === 'object';

const isIntegrity = (integrity: unknown): boolean =>
  isObject(integrity) &&
  hasCounts(integrity['failedChecksums'], 'headers', 'records') &&
  hasCounts(integrity['gaps'], 'count', 'missing') &&
  hasCounts(integrity['slack'], 'bytes', 'records') &&
  hasCounts(integrity, 'torn') &&
  typeof integrity['wrapped'] === 'boolean';

const parts: Readonly<Record<string, (value: unknown) => boolean>> = {
  tool: isTool,
  verdict: isVerdict,
  bounds: (bounds) => isObject(bounds) && hasCounts(bounds['attempts'], 'packed'),
  symptom: (symptom) => isAbsentOr(symptom, isSymptom),
};

/** What a receiver reads, and no more. */
const lists: Readonly<Record<string, (item: Fields) => boolean>> = {
  inputs: (input) =>
    isText(input['path']) &&
    isText(input['format']) &&
    isText(input['state']) &&
    isCount(input['bytes']) &&
    isAbsentOr(input['channel'], isText) &&
    isAbsentOr(input['sha256'], isSha256) &&
    isAbsentOr(input['integrity'], isIntegrity) &&
    areAll(input['runs'], isRun) &&
    areAll(input['problems'], isProblem) &&
    isAbsentOr(input['machine'], isMachine) &&
    isAbsentOr(input['events'], (events) => isObject(events) && isText(events['file'])),
  coverage: (row) =>
    isText(row['host']) && isText(row['channel']) && isAbsentOr(row['unattributed'], isCount),
  files: (file) => isText(file['name']) && isCount(file['bytes']) && isSha256(file['sha256']),
};
