import type { DiffCause, DiffOutside, OutsideMachine } from '../../model/report-diff.ts';
import type { HostRole } from '../../model/report.ts';
import { recordsOf } from '../cause-words.ts';
import { userName } from './outside-headline.ts';
import { recordsShown } from './outside-records.ts';
import type { Outside } from './outside.ts';
import type { SideView } from './side.ts';

/** So many people of each are kept. */
const KEPT = 20;

/** What no attempt shows of either side; what is new on the failing one first, and people before hosts. */
export function buildOutside(
  good: SideView,
  bad: SideView,
  causes: readonly DiffCause[],
): readonly DiffOutside[] {
  const on = new Map(causes.map((cause) => [cause.cause, cause.on]));
  const all = [bad, good].flatMap((side) =>
    side.outside.map((one) => outsideOf(side, one, on.get(one.cause.cause) ?? side.name)),
  );
  const order = { bad: 0, good: 2, both: 1 } as const;
  return all.sort(
    (a, b) => order[a.on] - order[b.on] || Number(b.peopleCount > 0) - Number(a.peopleCount > 0),
  );
}

function outsideOf(
  { name, report }: SideView,
  { cause, confidence, hosts, people, firstTime, lastTime }: Outside,
  on: DiffOutside['on'],
): DiffOutside {
  // What is surer or less sure elsewhere has its own records.
  const elsewhere = new Set(cause.hosts.filter((host) => !hosts.includes(host)));
  const evidence = recordsShown(cause, people).filter(({ host }) => !elsewhere.has(host));
  const records = people.length > 0 ? recordsOf(people) : evidence.length;
  const at = machineOf(report.hosts.flatMap((host) => (hosts.includes(host.name) ? host.roles : [])));
  const isRefusal = evidence.length > 0 && evidence.every(({ kind }) => /-(refused|denied)$/.test(kind));
  // Records of several kinds can be of one try.
  const isOneKind = new Set(evidence.map(({ kind }) => kind)).size === 1;
  return {
    side: name,
    cause: cause.cause,
    title: cause.title,
    confidence,
    on,
    hosts,
    ...(at === undefined ? {} : { at }),
    people: people.slice(0, KEPT),
    peopleCount: people.length,
    users: new Set(people.map(userName)).size,
    records,
    ...(isRefusal && isOneKind && people.length > 0 ? { refused: true } : {}),
    firstTime,
    lastTime,
    evidence,
  };
}

/** What those machines are, where they are all the same and none that was connected to. */
function machineOf(roles: readonly HostRole[]): OutsideMachine | undefined {
  const [only, ...others] = new Set(roles);
  return others.length > 0 || only === 'server' || only === 'client' ? undefined : only;
}
