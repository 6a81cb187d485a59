import { packPseudonyms } from '../model/pack-pseudonyms.ts';
import type { Report, ReportPack, ReportTool, ReportVerdict } from '../model/report.ts';
import { grouped } from './grouped.ts';
import { fileName } from './words.ts';

/** What everybody has to know before they read a report: names that are none, and what is only somebody's word. */
export const notices = (report: Report): readonly string[] => [
  ...(report.redacted === undefined ? [] : [report.redacted]),
  ...(report.packs ?? []).flatMap((pack) => packNotices(pack, report)),
];

function packNotices(pack: ReportPack, report: Report): readonly string[] {
  const { input, tool, redacted, sameTool, sameVerdict, verdict, attemptsPacked } = pack;
  const isPart = attemptsPacked < verdict.attempts.total;
  const name = fileName(input);
  const pseudonyms = redacted && report.redacted === undefined ? `; ${packPseudonyms}` : '';
  return [
    `${name} is a case pack: which times its logs cover is stated by its sender${pseudonyms}`,
    ...(sameTool ? [] : [toolText(name, tool, report.tool)]),
    ...(isPart
      ? [
          `${grouped(attemptsPacked)} of its sender’s ${grouped(verdict.attempts.total)} attempts are in it; counts of this run are of these`,
        ]
      : []),
    ...(sameTool && sameVerdict && !isPart
      ? []
      : [
          `Verdict of its sender: ${verdictText(verdict)}`,
          `Verdict of this run: ${verdictText(ownVerdict(report))}`,
        ]),
  ];
}

const ownVerdict = ({ summary, causes }: Report): Said => ({ headline: summary.headline, causes });

type Said = Pick<ReportVerdict, 'headline' | 'causes'>;

/** So many causes are named. */
const NAMED = 6;

function verdictText({ headline, causes }: Said): string {
  const named = causes.slice(0, NAMED).map(({ cause, confidence }) => `${cause} ${confidence}`);
  const more = causes.length > NAMED ? ` and ${causes.length - NAMED} more` : '';
  return `${headline}${named.length === 0 ? '' : ` (${named.join(', ')}${more})`}`;
}

function toolText(name: string, made: ReportTool, here: ReportTool): string {
  const known = new Set(here.patterns.packs.map(({ sha256 }) => sha256));
  const absent = made.patterns.packs.filter(({ sha256 }) => !known.has(sha256));
  const patterns = absent.map(
    (pack) =>
      `patterns ${pack.name} ${pack.version} (SHA-256 ${pack.sha256.slice(0, SHOWN_DIGITS)}…), not here`,
  );
  const version = made.version === here.version ? [] : [`rdpwhy ${made.version}, here ${here.version}`];
  const used = [...version, ...patterns];
  return used.length === 0
    ? `${name} was made with fewer patterns than are here`
    : `${name} was made with ${used.join('; ')}`;
}

const SHOWN_DIGITS = 12;
