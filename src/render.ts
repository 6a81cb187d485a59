import type { Event } from './model/event.ts';
import type { Doctor } from './model/doctor.ts';
import type { MachineCheck } from './model/machine-check.ts';
import type { ReportDiff } from './model/report-diff.ts';
import type { Report } from './model/report.ts';
import type { renderExplanation } from './report/explanation.ts';
import { inZone, zonedClock } from './report/in-zone.ts';

export { nearestWord } from './model/did-you-mean.ts';
export { fixedOffset, zoneOffset } from './model/time-zone.ts';
export { jsonPieces } from './report/json.ts';
export { plainLines, plainText } from './report/plain-text.ts';

/** How text is laid out where it goes to a screen; other formats take no notice. */
export interface Look {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** The zone in which people read times, by its name in Intl; what programs read stays UTC. Default: UTC. */
  readonly zone?: string;
}

/** What people read has its times as their clocks show them. */
const shown = <T>(value: T, { zone }: Look): T =>
  zone === undefined || zone === 'UTC' ? value : inZone(value, zonedClock(zone));

/** Writes a value piece by piece: that of a flood is larger than a string can be. */
type Renderer<T> = (value: T, look: Look) => Iterable<string>;

/** Loads a renderer with the libraries it draws with, which take time at the start of the program. */
export type Renderers<T> = Readonly<Record<string, () => Promise<Renderer<T>>>>;

const json = async (): Promise<Renderer<Report | ReportDiff | Doctor | MachineCheck>> =>
  (await import('./report/json.ts')).jsonPieces;

/** How a report can be written, by the name of the format. */
export const reportRenderers: Renderers<Report> = {
  terminal: async () => {
    const { renderTerminal } = await import('./report/terminal.ts');
    return (report, look) => [renderTerminal(shown(report, look), look)];
  },
  json,
  ndjson: async () => (await import('./report/ndjson.ts')).renderNdjson,
  markdown: async () => {
    const { renderMarkdown } = await import('./report/markdown.ts');
    return (report, look) => [renderMarkdown(shown(report, look))];
  },
  csv: async () => (await import('./report/csv.ts')).renderCsv,
  timesketch: async () => (await import('./report/timesketch.ts')).renderTimesketch,
  html: async () => {
    const { renderHtml } = await import('./report/html.ts');
    return (report, look) => renderHtml(shown(report, look));
  },
};

/** How a comparison can be written. */
export const diffRenderers: Renderers<ReportDiff> = {
  terminal: async () => {
    const { renderDiff } = await import('./report/diff-text.ts');
    return (diff, look) => [renderDiff(shown(diff, look), look)];
  },
  json,
  ndjson: async () => (await import('./report/diff-ndjson.ts')).renderDiffNdjson,
  markdown: async () => {
    const { renderDiffMarkdown } = await import('./report/diff-markdown.ts');
    return (diff, look) => [renderDiffMarkdown(shown(diff, look))];
  },
  csv: async () => (await import('./report/diff-csv.ts')).renderDiffCsv,
  html: async () => {
    const { renderDiffHtml } = await import('./report/diff-html.ts');
    return (diff, look) => renderDiffHtml(shown(diff, look));
  },
};

/** How what is missing can be written. */
export const doctorRenderers: Renderers<Doctor> = {
  terminal: async () => {
    const { renderDoctor } = await import('./report/terminal/doctor.ts');
    return (doctor, look) => [renderDoctor(shown(doctor, look), look)];
  },
  json,
};

/** How what this machine logs can be written. */
export const machineRenderers: Renderers<MachineCheck> = {
  terminal: async () => {
    const { renderMachineCheck } = await import('./report/terminal/machine-check.ts');
    return (check, look) => [renderMachineCheck(check, look)];
  },
  json,
};

/** How the events of all logs can be written. */
export const timelineRenderers: Renderers<readonly Event[]> = {
  terminal: async () => {
    const { timelineLines } = await import('./report/timeline.ts');
    return (events, { zone }) => timelineLines(events, zonedClock(zone ?? 'UTC'));
  },
  ndjson: async () => (await import('./report/timeline.ts')).timelineNdjson,
  csv: async () => (await import('./report/timeline.ts')).timelineCsv,
  timesketch: async () => (await import('./report/timeline.ts')).timelineTimesketch,
};

/** Says why a part of a timeline holds no event; `all` is the whole of it. */
export async function whyNoEvent(all: readonly Event[], zone: string): Promise<string> {
  const { whyNoEvent: why } = await import('./report/timeline.ts');
  return why(all, zonedClock(zone));
}

/** What the ending of a file's name says about its format. */
export const formatsByEnding: Readonly<Record<string, string>> = {
  '.txt': 'terminal',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.md': 'markdown',
  '.csv': 'csv',
  '.jsonl': 'timesketch',
  '.html': 'html',
  '.htm': 'html',
};

export const loadRenderExplanation = async (): Promise<typeof renderExplanation> =>
  (await import('./report/explanation.ts')).renderExplanation;
