import { consoleHoldsSeat } from '../console-life.ts';
import { afterLogon } from './after-logon.ts';
import type { Failure } from './failure.ts';
import { licensing } from './licensing.ts';
import { logonRefusals } from './logon-refusals.ts';
import { sessionFailures } from './session-failures.ts';
import { tlsRefusals } from './tls-refusals.ts';

/** Everything that one person's try at a host can fail for. */
export const failures: readonly Failure[] = [
  ...tlsRefusals,
  ...logonRefusals,
  ...afterLogon,
  ...sessionFailures,
  ...licensing,
  consoleHoldsSeat,
];
