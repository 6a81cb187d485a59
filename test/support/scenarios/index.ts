import { credSspMismatch } from './credssp-mismatch.ts';
import { healthyDay } from './healthy-day.ts';
import type { Scenario } from './scenario.ts';
import { unreadableKey } from './unreadable-key.ts';
import { wrongPassword } from './wrong-password.ts';

export { scenarioFiles, type Scenario } from './scenario.ts';

/** Tells all stories whose logs lie in samples/. */
export const tellScenarios = (): readonly Scenario[] => [
  unreadableKey(),
  credSspMismatch(),
  wrongPassword(),
  healthyDay(),
];
