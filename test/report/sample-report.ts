import type {
  EventRef,
  Report,
  ReportAttempt,
  ReportCause,
  ReportPack,
  ReportPerson,
} from '../../src/model/report.ts';

const hostile = '\u001b[31mmallory\u202e\u0007\n</script><img src=x onerror=alert(1)>=cmd|calc';

const event = (text: string): EventRef => ({
  input: `logs/${text}.evtx`,
  host: text,
  channel: `Evil-${text}/Operational`,
  provider: text,
  eventId: 4625,
  recordId: 7,
  time: '2026-03-01T10:00:00.000000Z',
  kind: 'logon-failed',
  summary: `logon of ${text} failed`,
});

const attempt = (text: string): ReportAttempt => ({
  id: '0123456789abcdef',
  host: text,
  seenBy: 'server',
  client: { address: text, port: 50_000, name: text },
  account: { domain: text, name: text },
  target: text,
  transport: 'tcp',
  connectionName: text,
  startedAt: '2026-03-01T10:00:00.000000Z',
  endedAt: '2026-03-01T10:00:01.000000Z',
  durationMs: 1000,
  outcome: 'failed',
  reached: 'authentication',
  events: [event(text)],
  links: [{ event: 0, by: 'activity-id', strength: 'exact' }],
  diagnosis: {
    cause: 'wrong-password',
    class: 'credentials',
    confidence: 'likely',
    headline: `The password of ${text} was wrong`,
    evidence: [event(text)],
    contradicting: [event(text)],
    alternatives: [{ cause: 'unknown-user', title: text, confidence: 'possible', why: text }],
    notEvaluated: [],
  },
});

const person = (text: string): ReportPerson => ({
  account: text,
  client: text,
  target: text,
  records: 2,
  firstTime: '2026-03-01T10:00:00.000000Z',
  lastTime: '2026-03-01T10:00:01.000000Z',
});

const cause = (text: string): ReportCause => ({
  cause: 'wrong-password',
  class: 'credentials',
  title: `The password of ${text} was wrong`,
  scope: 'attempt',
  prominence: 'ordinary',
  failure: true,
  confidence: 'likely',
  actor: 'user',
  attemptCount: 1,
  attempts: ['0123456789abcdef'],
  hosts: [text],
  clients: [text],
  accounts: [text],
  people: [person(text), person(`${text}2`)],
  firstTime: '2026-03-01T10:00:00.000000Z',
  lastTime: '2026-03-01T10:00:01.000000Z',
  explanation: `${text} was refused`,
  evidence: [event(text)],
  contradicting: [event(text)],
  remedies: [
    {
      text: `Ask ${text}`,
      purpose: 'fix',
      command: `net user ${text}`,
      runOn: 'host',
      risk: 'safe',
      actor: 'user',
    },
  ],
  checks: [{ text: `Is ${text} there?`, runOn: 'host', ifTrue: text, ifFalse: text }],
  lastSuccess: event(text),
  lastSuccessBy: { account: text, client: text, whose: 'others' },
  nextSuccess: event(text),
  nextSuccessBy: { account: text, client: text, target: text, whose: 'theirs' },
  changes: [],
  tellTheUser: `Dear ${text}`,
  references: [text],
});

/** A report in which every place that log text can reach holds `text`; hostile text by default. */
export const reportWith = (text: string = hostile): Report => ({
  schemaVersion: 1,
  tool: { name: 'rdpwhy', version: '0', patterns: { count: 0, packs: [] } },
  inputs: [],
  hosts: [{ name: text, aliases: [text], roles: ['server'] }],
  coverage: [
    {
      host: text,
      channel: text,
      state: 'missing',
      firstTime: null,
      lastTime: null,
      ranges: [],
      neededBy: ['wrong-password'],
      collect: `wevtutil epl "${text}" x.evtx`,
    },
  ],
  summary: {
    outcome: 'failures-explained',
    headline: `The password of ${text} was wrong`,
    attempts: { total: 1, succeeded: 0, failed: 1, open: 0, unknown: 0 },
  },
  causes: [cause(text)],
  attempts: [attempt(text)],
  problems: [{ input: text, code: 'bad-record', message: text, count: 1 }],
});

/** A case pack that came to what a report says, made elsewhere. */
export const packOf = ({ tool, summary, causes }: Report): ReportPack => ({
  input: 'case.zip',
  tool,
  redacted: true,
  verdict: {
    outcome: summary.outcome,
    headline: summary.headline,
    attempts: summary.attempts,
    causes: causes.map((one) => ({
      cause: one.cause,
      title: one.title,
      confidence: one.confidence,
      attemptCount: one.attemptCount,
    })),
  },
  attemptsPacked: 0,
  sameTool: false,
  sameVerdict: false,
});
