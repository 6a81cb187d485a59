import { codeRows, type CodeMeaning } from './code-meaning.ts';

const pages =
  'Microsoft: NPS Reason Codes (https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/dd197570(v=ws.10)), and copies of the list in public programs';

/** Why a Network Policy Server said no: those that a Remote Desktop gateway can meet, without certificates, EAP and modems. */
// prettier-ignore
export const policyServerReasons: readonly CodeMeaning[] = codeRows('policy-server-reason', pages, 'documented', [
  [1, '', 'a fault inside the policy server'],
  [2, '', 'the policy server lacks a right that it needs'],
  [3, '', 'the request was malformed'],
  [4, '', 'the policy server could not reach the global catalog'],
  [5, '', 'the policy server could not reach a domain controller of the user'],
  [6, '', 'the policy server was not able to work: short of memory, or without its directory'],
  [7, '', 'the domain of the user does not exist for the policy server'],
  [8, '', 'the user account does not exist'],
  [9, '', 'an extension of the policy server, such as one for a second factor, dropped the request'],
  [10, '', 'an extension of the policy server, such as one for a second factor, failed'],
  [16, '', 'the user name or the password was wrong'],
  [17, '', 'the user could not change the password'],
  [18, '', 'the policy server does not support this way to authenticate'],
  [21, '', 'an extension of the policy server, such as one for a second factor, refused'],
  [32, '', 'the policy server is in no domain, and the user is a domain user'],
  [33, '', 'the user must change the password'],
  [34, '', 'the account is disabled'],
  [35, '', 'the account has expired'],
  [36, '', 'the account is locked out'],
  [37, '', 'it is not in the logon hours of the account'],
  [38, '', 'a restriction of the account was not met'],
  [48, '', 'no network policy fits the request'],
  [49, '', 'no connection request policy fits the request'],
  [64, '', 'too many wrong tries: remote access locked the account out'],
  [65, '', 'the dial-in setting of the account denies it'],
  [66, '', 'the policy that fits does not allow this way to authenticate'],
  [68, '', 'the policy that fits does not allow this day or time'],
  [70, '', 'the policy that fits does not allow this kind of access'],
  [112, '', 'the server that the request was passed on to refused it'],
  [113, '', 'the group of servers to pass the request on to does not exist'],
  [116, '', 'the request could not be passed on to the other server'],
  [117, '', 'the server that the request was passed on to did not answer in time'],
  [261, '', 'the policy server could not reach the directory'],
]);
