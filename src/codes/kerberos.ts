import { codeRows, type CodeMeaning } from './code-meaning.ts';

/** Kerberos result codes, as domain controllers write them. */
// prettier-ignore
export const kerberosCodes: readonly CodeMeaning[] = codeRows('kerberos', 'Microsoft: event 4768, table 3', 'documented', [
  [0x1, 'KDC_ERR_NAME_EXP', 'the account has expired'],
  [0x6, 'KDC_ERR_C_PRINCIPAL_UNKNOWN', 'the user name does not exist'],
  [0x7, 'KDC_ERR_S_PRINCIPAL_UNKNOWN', 'the server is not known by that name, as with an IP address or alias: NTLM is used instead'],
  [0x8, 'KDC_ERR_PRINCIPAL_NOT_UNIQUE', 'the name exists twice'],
  [0x9, 'KDC_ERR_NULL_KEY', 'the account has no key: reset its password'],
  [0xb, 'KDC_ERR_NEVER_VALID', 'the ticket would end before it begins: clocks'],
  [0xc, 'KDC_ERR_POLICY', 'a rule on the account forbids it: hours, workstation, smart card', "Microsoft's page prints the text of 0xB here"],
  [0xd, 'KDC_ERR_BADOPTION', 'an option cannot be granted: ticket about to end, or passing on not allowed'],
  [0xe, 'KDC_ERR_ETYPE_NOTSUPP', 'no encryption type in common'],
  [0x10, 'KDC_ERR_PADATA_TYPE_NOSUPP', 'smart card: the domain controller has no certificate for it'],
  [0x12, 'KDC_ERR_CLIENT_REVOKED', 'the account is disabled, expired or locked'],
  [0x17, 'KDC_ERR_KEY_EXPIRED', 'the password has expired'],
  [0x18, 'KDC_ERR_PREAUTH_FAILED', 'the password is wrong'],
  [0x19, 'KDC_ERR_PREAUTH_REQUIRED', 'normal first answer, no failure'],
  [0x1d, 'KDC_ERR_SVC_UNAVAILABLE', 'no domain controller answers'],
  [0x1f, 'KRB_AP_ERR_BAD_INTEGRITY', 'a ticket does not check out: wrong key or changed'],
  [0x20, 'KRB_AP_ERR_TKT_EXPIRED', 'the ticket has expired; renewed by itself'],
  [0x21, 'KRB_AP_ERR_TKT_NYV', 'the ticket is not valid yet: clocks'],
  [0x22, 'KRB_AP_ERR_REPEAT', 'the same request came twice'],
  [0x25, 'KRB_AP_ERR_SKEW', 'the clocks differ too much'],
  [0x29, 'KRB_AP_ERR_MODIFIED', 'the ticket is for another machine: stale DNS, duplicate name or a machine password out of step'],
  [0x2c, 'KRB_AP_ERR_BADKEYVER', "the server's key has changed since: machine password out of step"],
  [0x2d, 'KRB_AP_ERR_NOKEY', 'the server has no key for the ticket'],
  [0x3e, 'KDC_ERR_CLIENT_NOT_TRUSTED', "smart card: the user's certificate is revoked, or its authority is not trusted"],
]);
