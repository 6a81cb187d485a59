/** What Windows answers to a logon. */
export interface Refusal {
  readonly cause: string;
  readonly status: number;
  /** 0 where Status has the meaning. */
  readonly subStatus: number;
  /** The audit's words for it. */
  readonly reason: string;
  readonly weight: number;
  readonly tries: readonly [least: number, most: number];
  /** Only accounts of a domain hear it. */
  readonly ofDomain?: true;
  /** Network logons alone hear it. */
  readonly underNla?: true;
}

const FAILURE = 0xc000_006d;
const RESTRICTION = 0xc000_006e;
const ERROR_WORDS = '%%2304';

/** [MS-ERREF] 2.3.1; which field holds the meaning and the words: Microsoft's page on 4625, public sample logs. */
export const refusals: readonly Refusal[] = [
  {
    cause: 'wrong-password',
    status: FAILURE,
    subStatus: 0xc000_006a,
    reason: '%%2313',
    weight: 30,
    tries: [1, 4],
  },
  {
    cause: 'unknown-user',
    status: FAILURE,
    subStatus: 0xc000_0064,
    reason: '%%2313',
    weight: 8,
    tries: [1, 3],
  },
  {
    cause: 'account-locked-out',
    status: 0xc000_0234,
    subStatus: 0,
    reason: '%%2307',
    weight: 6,
    tries: [1, 5],
  },
  {
    cause: 'account-disabled',
    status: RESTRICTION,
    subStatus: 0xc000_0072,
    reason: '%%2310',
    weight: 3,
    tries: [1, 3],
  },
  {
    cause: 'account-expired',
    status: RESTRICTION,
    subStatus: 0xc000_0193,
    reason: '%%2305',
    weight: 2,
    tries: [1, 3],
  },
  {
    cause: 'password-expired',
    status: RESTRICTION,
    subStatus: 0xc000_0071,
    reason: '%%2309',
    weight: 4,
    tries: [1, 3],
  },
  {
    cause: 'password-must-change',
    status: 0xc000_0224,
    subStatus: 0,
    reason: '%%2309',
    weight: 3,
    tries: [1, 3],
  },
  {
    cause: 'logon-hours-or-workstation',
    status: RESTRICTION,
    subStatus: 0xc000_006f,
    reason: '%%2311',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'logon-hours-or-workstation',
    status: RESTRICTION,
    subStatus: 0xc000_0070,
    reason: '%%2312',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'account-restriction-blank-password',
    status: RESTRICTION,
    subStatus: RESTRICTION,
    reason: '%%2313',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'network-logon-right-missing',
    status: 0xc000_015b,
    subStatus: 0,
    reason: '%%2308',
    weight: 3,
    tries: [1, 3],
    underNla: true,
  },
  {
    cause: 'selective-authentication',
    status: 0xc000_0413,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 2],
    ofDomain: true,
  },
  {
    cause: 'clock-skew',
    status: 0xc000_0133,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'broken-secure-channel',
    status: 0xc000_018d,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'nla-domain-controller-unreachable',
    status: 0xc000_005e,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 2,
    tries: [1, 4],
    ofDomain: true,
  },
  {
    cause: 'netlogon-service-not-running',
    status: 0xc000_0192,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'ntlm-restricted',
    status: 0xc000_0418,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    underNla: true,
  },
  {
    cause: 'channel-binding-failure',
    status: 0xc000_035b,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    underNla: true,
  },
];
