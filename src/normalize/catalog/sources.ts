// Where facts come from that the tables of published events do not bear: a document and its address.

/** Microsoft's archived page on an event of Windows Server 2008 or 2008 R2. */
export const archived = (title: string, page: string): string =>
  `${title}: https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/${page}(v=ws.10)`;

/** Microsoft's page on an event of the audit: its XML and what each field means. */
export const auditPage = (eventId: number): string =>
  `event ${eventId}: https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-${eventId}`;

/** The event manifest of a provider, as Windows registers it: ids and fields. */
export const manifestOf = (provider: string): string =>
  `manifest/${provider.replaceAll(' ', '_')}.tsv in https://github.com/jdu2600/Windows10EtwEvents`;

/** The message table in a file of Windows: ids and texts. */
export const messagesIn = (file: string): string =>
  `MessageFile-${file}.md in https://github.com/libyal/winevt-kb`;

/** Several documents for one fact. */
export const both = (...sources: readonly string[]): string => sources.join(' and ');

/** TermService is the classic source of the connection manager's messages: one message table for both names. */
export const TERM_SERVICE: string = messagesIn('termsrv.dll');

/** Windows refuses sign-ins between machines with one SID: what it logs, and what people see. */
export const DUPLICATE_SIDS: string =
  'KB 5070568: https://support.microsoft.com/topic/kerberos-and-ntlm-authentication-failures-due-to-duplicate-sids-76f7394d-c460-4882-9ed1-d27e0960f949';
