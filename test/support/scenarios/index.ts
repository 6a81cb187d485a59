import { clientAlone } from './client-alone.ts';
import { consoleHoldsSeat } from './console-holds-seat.ts';
import { credSspMismatch } from './credssp-mismatch.ts';
import { firewallPublic } from './firewall-public.ts';
import { gatewayRefusal } from './gateway-refusal.ts';
import { healthyDay } from './healthy-day.ts';
import { licenseCalType } from './license-cal-type.ts';
import { licenseGraceOver } from './license-grace-over.ts';
import { networkDrop } from './network-drop.ts';
import { rdpWrapper } from './rdp-wrapper.ts';
import type { Scenario } from './scenario.ts';
import { tlsVersionDisabled } from './tls-version-disabled.ts';
import { unreadableKey } from './unreadable-key.ts';
import { wrongPassword2012 } from './wrong-password-2012.ts';
import { wrongPassword } from './wrong-password.ts';

export { scenarioFiles, type Scenario } from './scenario.ts';

/** Tells all stories whose logs lie in samples/. */
export const tellScenarios = (): readonly Scenario[] => [
  unreadableKey(),
  credSspMismatch(),
  wrongPassword(),
  healthyDay(),
  licenseGraceOver(),
  licenseCalType(),
  consoleHoldsSeat(),
  wrongPassword2012(),
  tlsVersionDisabled(),
  rdpWrapper(),
  networkDrop(),
  firewallPublic(),
  gatewayRefusal(),
  clientAlone(),
];
