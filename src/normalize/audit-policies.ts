import type { RunOn } from '../model/pattern.ts';

/** A subcategory of the audit policy whose records the catalog reads. */
export interface AuditPolicy {
  /** [MS-GPAC] 2.2.1.2: its name is in the system's language, this is not. */
  readonly guid: string;
  readonly name: string;
  readonly on: RunOn;
  readonly wanted: { readonly success: boolean; readonly failure: boolean };
  /** What is not seen without it. */
  readonly why: string;
}

const both = { success: true, failure: true };
const successes = { success: true, failure: false };
const failures = { success: false, failure: true };
const policy = (
  digits: string,
  name: string,
  on: RunOn,
  wanted: AuditPolicy['wanted'],
  why: string,
): AuditPolicy => ({ guid: `{0CCE${digits}-69AE-11D9-BED3-505054503030}`, name, on, wanted, why });

/** Which event comes with which subcategory: the pages "Audit …" of learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing. */
export const auditPolicies: readonly AuditPolicy[] = [
  policy('9215', 'Logon', 'host', both, 'why credentials were refused, and who got in (4625, 4624)'),
  policy('9217', 'Account Lockout', 'host', failures, 'that an account was locked when it was tried (4625)'),
  policy('9235', 'User Account Management', 'host', successes, 'when an account was locked out (4740)'),
  policy('921C', 'Other Logon/Logoff Events', 'host', successes, 'who came back to a session (4778, 4779)'),
  policy('923F', 'Credential Validation', 'host', both, 'what became of NTLM logons (4776)'),
  policy(
    '9242',
    'Kerberos Authentication Service',
    'directory',
    both,
    'why the domain refused a user (4768, 4771)',
  ),
  policy(
    '9240',
    'Kerberos Service Ticket Operations',
    'directory',
    failures,
    'why there was no ticket for the host (4769)',
  ),
];

/**
 * What auditpol calls a setting, in some languages. English, German, Dutch and Norwegian: the string table of
 * auditpolmsg.dll; French, Italian and Spanish: public bug reports on reading auditpol (mondoohq/mql 8286, AuditPolicyDsc 42).
 */
const words: readonly (readonly [success: string, failure: string, both: string, none?: string])[] = [
  ['Success', 'Failure', 'Success and Failure', 'No Auditing'],
  ['Erfolg', 'Fehler', 'Erfolg und Fehler', 'Keine Überwachung'],
  ['Erfolgreich', 'Fehler', 'Erfolg und Fehler', 'Keine Überwachung'],
  ['Geslaagd', 'Mislukt', 'Geslaagd en mislukt', 'Geen controle'],
  ['Vellykket', 'Mislykket', 'Vellykket og mislykket', 'Ingen overvåking'],
  ['Succès', 'Échec', 'Succès et échec'],
  ['Operazione riuscita', 'Errore', 'Esito positivo e negativo'],
  ['Aciertos', 'Errores', 'Aciertos y errores'],
];

/** The console's code page decides what becomes of a letter beyond ASCII, so that only the others are compared. */
const shape = (text: string): string => text.replace(/[^\u0020-\u007e]/gu, '').toLowerCase();

const known = new Map<string, AuditPolicy['wanted']>(
  words.flatMap(([success, failure, all, none]): [string, AuditPolicy['wanted']][] => [
    [shape(success), { success: true, failure: false }],
    [shape(failure), { success: false, failure: true }],
    [shape(all), { success: true, failure: true }],
    [shape(none ?? ''), { success: false, failure: false }],
  ]),
);

/** What is audited by Windows' word for it; undefined: in a language that is not known here. */
export function auditedBy(setting: string): AuditPolicy['wanted'] | undefined {
  // Of other scripts nothing is left to compare.
  return /[a-z]{2}/i.test(setting) ? known.get(shape(setting)) : undefined;
}
