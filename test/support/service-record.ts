/** One record of the Service Control Manager on RDS01, so many minutes after eight: Remote Desktop Services stopped, or runs. */
export function serviceRecord(minute: number, id: number, isRunning: boolean): string {
  const time = new Date(Date.UTC(2026, 2, 2, 8) + minute * 60_000).toISOString();
  const binary = Buffer.from(`TermService/${isRunning ? 4 : 1}\0`, 'utf16le')
    .toString('hex')
    .toUpperCase();
  return `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Service Control Manager'/>
<EventID>7036</EventID><TimeCreated SystemTime='${time}'/><EventRecordID>${id}</EventRecordID><Channel>System</Channel>
<Computer>RDS01</Computer></System><EventData><Data Name='param1'>Remote Desktop Services</Data>
<Data Name='param2'>${isRunning ? 'running' : 'stopped'}</Data><Binary>${binary}</Binary></EventData></Event>\n`;
}
