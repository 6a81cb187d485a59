import { from, is, learn, type FactRule } from './rule.ts';

const setting = `${learn}/windows/win32/termserv/win32-terminalservicesetting`;
const grace = `${learn}/windows/win32/termserv/getgraceperioddays-win32-terminalservicesetting`;

/** How licences are had, and whether new sessions are taken. */
export const licensingRules: readonly FactRule[] = [
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: is(0),
    speaks: 'for',
    text: 'the grace period of licensing is over',
    source: grace,
    basis: 'documented',
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: from(1),
    speaks: 'against',
    text: 'the grace period of licensing has {value} days left',
    source: grace,
    basis: 'documented',
  },
  // The source contradicts itself: its list of LicensingType says 3 for per user and 4 for not set, its list of possible
  // types and the method that sets them say 4 and 5. 2 is per device in each.
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(5),
    speaks: 'for',
    text: 'the licensing mode is not set (LicensingType is 5)',
    source: setting,
    basis: 'inferred',
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(2),
    speaks: 'against',
    text: 'the licensing mode is set (LicensingType is 2)',
    source: setting,
    basis: 'documented',
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(4),
    speaks: 'against',
    text: 'the licensing mode is set (LicensingType is 4)',
    source: `${setting}-changemode`,
    basis: 'inferred',
  },
  {
    cause: 'drain-mode',
    fact: 'licensing.drainMode',
    holds: { test: 'one-of', values: [1, 2] },
    speaks: 'for',
    text: 'the machine takes no new logons, only reconnections (SessionBrokerDrainMode is {value})',
    source: setting,
    basis: 'documented',
  },
];
