/** What the script writes down, as PowerShell 5.1 does: names in no order, one line, a mark at the beginning, Windows' line end. */
export function collectedText(over: Readonly<Record<string, unknown>> = {}): string {
  const collected = { ...machine, ...over };
  const names = Object.keys(collected).sort((a, b) => (a.slice(1) < b.slice(1) ? -1 : 1));
  const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, collected[name]])));
  return `\uFEFF{"format":"rdpwhy-collect","formatVersion":1,"collected":${body}}\r\n`;
}

const exported = (channel: string, over: object = {}): object => ({
  channel,
  state: 'exported',
  exitCode: 0,
  file: `${channel.replaceAll('/', '%4')}.evtx`,
  bytes: 69_632,
  enabled: true,
  mode: 'Circular',
  logBytes: 69_632,
  maxBytes: 1_052_672,
  oldest: { recordId: 1, time: '2024-07-01T08:00:00.0000000Z' },
  newest: { recordId: 9, time: '2024-07-09T08:00:00.0000000Z' },
  ...over,
});
const none = { bytes: null, oldest: null, newest: null };

/** The machine of the sample license-grace-over. */
const machine: Readonly<Record<string, unknown>> = {
  madeBy: 'rdpwhy 0.1.0',
  side: 'server',
  computer: 'RDS04',
  dnsName: 'RDS04.corp.example',
  time: '2024-07-09T10:00:00.1234567Z',
  timeZone: { id: 'W. Europe Standard Time', offsetMinutes: 120 },
  osVersion: '10.0.17763',
  osBuild: 17_763,
  hours: 168,
  languageMode: 'FullLanguage',
  channels: [
    exported('System'),
    exported('Application', { state: 'denied', exitCode: 5, enabled: null, mode: null, ...none }),
    exported('Microsoft-Windows-TerminalServices-SessionBroker-Client/Operational', {
      state: 'missing',
      exitCode: 15_007,
      enabled: null,
      mode: null,
      ...none,
    }),
    exported('Microsoft-Windows-NetworkProfile/Operational', { enabled: false, oldest: null, newest: null }),
  ],
  facts: {
    'licensing.graceDaysLeft': 0,
    'licensing.type': 4,
    'rdp-tcp.PortNumber': 3389,
    'certificate.notAfter': '2024-01-02T00:00:00.0000000Z',
    'service.TermService.status': 'Running',
  },
  factsFailed: [],
};
