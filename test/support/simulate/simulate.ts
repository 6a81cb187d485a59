import { boot, startListener } from '../scenarios/boot.ts';
import { serviceChanged } from '../scenarios/classic-events.ts';
import type { AttemptLog } from './attempt-log.ts';
import { noteCleared } from './cleared-logs.ts';
import { keepTime } from './clock-changes.ts';
import { peopleCome } from './comings.ts';
import { sitDown } from './console-life.ts';
import { createSite } from './create-site.ts';
import { flood } from './floods.ts';
import { keepRunning } from './maintenance.ts';
import { ownAffairs } from './noise.ts';
import type { SimRecord } from './sim-record.ts';
import type { Simulation } from './simulation.ts';

const GATEWAY_SERVICE = { name: 'Remote Desktop Gateway', id: 'TSGateway' };

/** The life of one host: its records in log order, and each attempt's truth when its last record is out. */
export function simulateHost(
  options: Simulation,
  index: number,
  report: (attempt: AttemptLog) => void,
): Generator<SimRecord, void, undefined> {
  const site = createSite(options, index, report);
  const { agenda, host, gateway, desk, from, until } = site;
  agenda.at(from, () => {
    if (gateway) {
      const clock = boot(gateway.host, from);
      serviceChanged(gateway.host, clock.wait(4000, 9000), GATEWAY_SERVICE, 'running');
    }
    if (desk) boot(desk.host, from);
    startListener(host, boot(host, from));
    ownAffairs(site);
    keepTime(site);
    keepRunning(site);
    sitDown(site);
    noteCleared(site);
    flood(site, Math.round(options.attempts * options.noise), from, until);
    peopleCome(site, options.attempts);
  });
  return agenda.run();
}
