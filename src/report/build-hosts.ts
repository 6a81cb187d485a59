import type { ClockLink, ClockStep } from '../model/clock.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { ReportClockStep, ReportHost } from '../model/report.ts';
import { formatMicros, MILLISECOND } from '../model/time.ts';
import { hostSkews } from './clock-skew.ts';
import { eventRef } from './event-ref.ts';

/** A virtual machine that is paused and resumed all day has its clock set each time. */
const SHOWN_STEPS = 100;

/** Adds to what the records say of the hosts what they say of their clocks. */
export function buildHosts(
  hosts: readonly ReportHost[],
  clocks: ReadonlyMap<string, { readonly steps: readonly ClockStep[] }>,
  links: readonly ClockLink[],
  attempts: readonly DiagnosedAttempt[],
): readonly ReportHost[] {
  const skews = hostSkews(links, attempts);
  return hosts.map((host) => {
    const steps = clocks.get(host.name)?.steps ?? [];
    const clockSteps = steps.slice(0, SHOWN_STEPS).map((step) => reportStep(step, host.name));
    return { ...host, ...skews.get(host.name), ...(clockSteps.length > 0 ? { clockSteps } : {}) };
  });
}

const reportStep = ({ before, after, isRecorded, event }: ClockStep, host: string): ReportClockStep => ({
  from: formatMicros(before),
  to: formatMicros(after),
  byMs: Math.round((after - before) / MILLISECOND),
  recorded: isRecorded,
  evidence: eventRef(event, host),
});
