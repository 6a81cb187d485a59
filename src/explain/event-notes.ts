/** What an event does not say, or says only in another place; without it people draw the wrong conclusion. */
const notes: Readonly<Record<string, string>> = {
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager 1149':
    'no proof of a successful logon, and without NLA it does not come at all; a logon is proved by 21 of LocalSessionManager or by 4624',
  'Microsoft-Windows-Security-Auditing 4625':
    'SubStatus decides, or Status where it is 0: ask rdpwhy explain with that number',
  'Microsoft-Windows-Security-Auditing 4768':
    'written for every ticket that is asked for: Status 0x0 means that it was given',
  'Microsoft-Windows-Security-Auditing 4769':
    'written for every ticket that is asked for: Status 0x0 means that it was given',
  'Microsoft-Windows-Security-Auditing 4776':
    'written for every check of a password by NTLM: Status 0x0 means that it was right',
  'Microsoft-Windows-Security-Auditing 4740':
    'TargetDomainName, shown as "Caller Computer Name", is the computer that the wrong passwords came through. For a domain account the record stands on the domain controllers, surely on the one with the PDC role. It needs the audit of User Account Management, not that of logons',
};

/** The note on an event, where it has one. */
export const noteOnEvent = (provider: string, eventId: number): string | undefined =>
  notes[`${provider} ${eventId}`];
