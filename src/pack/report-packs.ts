import type { Report, ReportPack, ReportTool } from '../model/report.ts';
import type { CaseManifest } from './manifest.ts';
import { isSameVerdict, verdictOf } from './verdict.ts';

/** Puts what the senders of case packs made of them beside what this run makes of it all. */
export function reportWithPacks(
  report: Report,
  packs: readonly { readonly file: string; readonly manifest: CaseManifest }[],
): Report {
  if (packs.length === 0) return report;
  const verdict = verdictOf(report);
  const { schemaVersion, tool, inputs, ...rest } = report;
  const described = packs.map(({ file, manifest }): ReportPack => ({
    input: file,
    tool: manifest.tool,
    redacted: manifest.redaction !== null,
    verdict: manifest.verdict,
    sameTool: isSameTool(tool, manifest.tool),
    sameVerdict: isSameVerdict(verdict, manifest.verdict),
  }));
  return { schemaVersion, tool, inputs, packs: described, ...rest };
}

function isSameTool(a: ReportTool, b: ReportTool): boolean {
  const told = ({ version, patterns }: ReportTool): string =>
    [version, ...patterns.packs.map(({ name, sha256 }) => `${name} ${sha256}`).sort()].join('\n');
  return told(a) === told(b);
}
