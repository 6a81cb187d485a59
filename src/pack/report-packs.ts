import type { Report, ReportCoverage, ReportPack, ReportTool, ReportVerdict } from '../model/report.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { CaseManifest } from './manifest.ts';
import { isSameVerdict, verdictOf } from './verdict.ts';

/** Puts what the senders of case packs made of them beside what this run makes of it all. */
export function reportWithPacks(
  report: Report,
  packs: readonly { readonly file: string; readonly manifest: CaseManifest }[],
  redactor?: Redactor,
): Report {
  if (packs.length === 0) return report;
  const verdict = verdictOf(report);
  const { schemaVersion, tool, redacted, inputs, ...rest } = report;
  const described = packs.map(({ file, manifest }): ReportPack => ({
    input: redactor?.path(file) ?? file,
    tool: manifest.tool,
    redacted: manifest.redaction !== null,
    verdict: redactor ? withoutWords(manifest.verdict) : manifest.verdict,
    attemptsPacked: manifest.bounds.attempts.packed,
    sameTool: isSameTool(tool, manifest.tool),
    sameVerdict: isSameVerdict(verdict, manifest.verdict),
  }));
  return {
    schemaVersion,
    tool,
    ...(redacted === undefined ? {} : { redacted }),
    inputs,
    packs: described,
    ...rest,
    coverage: withStatedCounts(report.coverage, packs, redactor),
  };
}

/** A pack holds only some of the events that no attempt explains: how many there were is the sender's word. */
function withStatedCounts(
  coverage: readonly ReportCoverage[],
  packs: readonly { readonly manifest: CaseManifest }[],
  redactor: Redactor | undefined,
): readonly ReportCoverage[] {
  const key = (host: string, channel: string): string => `${host}\n${channel}`;
  const stated = new Map<string, number>();
  for (const { manifest } of packs)
    for (const { host, channel, unattributed = 0 } of manifest.coverage) {
      const own = key(redactor?.computer(host) ?? host, channel);
      stated.set(own, Math.max(unattributed, stated.get(own) ?? 0));
    }
  return coverage.map((row) => {
    const count = Math.max(row.unattributed ?? 0, stated.get(key(row.host, row.channel)) ?? 0);
    return row.stated && count > 0 ? { ...row, unattributed: count } : row;
  });
}

/** A sender's own words may name anybody: ids of causes name nobody. */
const withoutWords = (verdict: ReportVerdict): ReportVerdict => ({
  ...verdict,
  headline: 'left out, for it may hold names',
  causes: verdict.causes.map((cause) => ({ ...cause, title: cause.cause })),
});

function isSameTool(a: ReportTool, b: ReportTool): boolean {
  const told = ({ version, patterns }: ReportTool): string =>
    [version, ...patterns.packs.map(({ name, sha256 }) => `${name} ${sha256}`).sort()].join('\n');
  return told(a) === told(b);
}
