import type { Failure } from './failure.ts';
import { logonRefusals } from './logon-refusals.ts';
import { tlsRefusals } from './tls-refusals.ts';

/** Everything that one person's try can fail for. */
export const failures: readonly Failure[] = [...logonRefusals, ...tlsRefusals];
