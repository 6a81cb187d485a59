import { traitNames, viewpointWords, type DiffTrait, type TraitName } from '../../model/report-diff.ts';
import { accountIn } from '../../model/account-name.ts';
import type { ReportAttempt } from '../../model/report.ts';
import { stageRank } from '../../model/vocabulary.ts';
import type { SideView } from './side.ts';

/** So many names of each list are kept. */
const KEPT = 20;

/** What the sides' attempts, and the people of their other failures, have on them; traits that neither side tells are left out. */
export function compareTraits(good: SideView, bad: SideView): DiffTrait[] {
  return traitNames.flatMap((trait): DiffTrait[] => {
    const [a, b] = alike(trait, valuesOf(trait, good, bad), valuesOf(trait, bad, good));
    const onlyGood = [...a].filter((value) => !b.has(value)).sort();
    const onlyBad = [...b].filter((value) => !a.has(value)).sort();
    const both = [...a].filter((value) => b.has(value)).sort();
    if (a.size === 0 && b.size === 0) return [];
    return [
      {
        trait,
        onlyGood: onlyGood.slice(0, KEPT),
        onlyBad: onlyBad.slice(0, KEPT),
        both: both.slice(0, KEPT),
        onlyGoodCount: onlyGood.length,
        onlyBadCount: onlyBad.length,
        bothCount: both.length,
      },
    ];
  });
}

/** Some records leave the domain out: an account that one side names so is held against the other without it. */
function alike(
  trait: TraitName,
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  if (trait !== 'account') return [a, b];
  const bare = new Set([...a, ...b].filter((name) => !name.includes('\\')));
  const short = (name: string): string => {
    const own = name.replace(/^.*\\/, '');
    return bare.has(own) ? own : name;
  };
  return [new Set([...a].map(short)), new Set([...b].map(short))];
}

function valuesOf(trait: TraitName, side: SideView, other: SideView): ReadonlySet<string> {
  const { attempts, hosts, report } = side;
  const people = side.outside.flatMap((one) => one.people);
  const from = (valueOf: (attempt: ReportAttempt) => string | undefined): ReadonlySet<string> =>
    new Set(attempts.flatMap((attempt) => valueOf(attempt) ?? []));
  switch (trait) {
    case 'host':
      return new Set(hosts);
    case 'windows-build':
      return new Set(
        report.hosts.flatMap(({ name, osBuild }) =>
          hosts.includes(name) && osBuild !== undefined ? [String(osBuild)] : [],
        ),
      );
    case 'seen-by':
      return from(({ seenBy }) => viewpointWords[seenBy]);
    case 'client':
      return from(({ client }) => client?.address);
    case 'client-name':
      return from(({ client }) => client?.name);
    case 'account':
      return new Set(
        [...attempts.map((one) => one.account), ...people.map((one) => accountIn(one.account))].flatMap(
          (account) => (account ? accountName(account) : []),
        ),
      );
    case 'target':
      return new Set([...attempts, ...people].flatMap(({ target }) => target ?? []));
    case 'transport':
      return from(({ transport }) => (transport === 'unknown' ? undefined : transport));
    case 'tls':
      return protocolsOf(side);
    case 'network-level-authentication':
      return shownIn(side, other, isNetworkLevel);
    case 'gateway':
      return shownIn(side, other, (kind) => /^(client-)?gateway-/.test(kind));
  }
}

/** One spelling of an account, whichever case its log has. */
const accountName = ({ domain, name }: { readonly domain: string; readonly name: string }): string =>
  (domain === '' ? name : `${domain}\\${name}`).toLowerCase();

/** Only where TLS was established or refused by version is one told. */
function protocolsOf({ steps }: SideView): ReadonlySet<string> {
  return new Set(
    [...steps.values()].flatMap(({ kind, facts }) =>
      kind.startsWith('tls-') && typeof facts['protocol'] === 'string' ? [facts['protocol']] : [],
    ),
  );
}

/**
 * Whether a side shows such steps. That it does not can be said where it has attempts that came far enough, and the logs
 * in which the other side shows them.
 */
function shownIn(side: SideView, other: SideView, isMeant: (kind: string) => boolean): ReadonlySet<string> {
  const own = [...side.steps.values()].some(({ kind }) => isMeant(kind));
  if (own) return new Set(['shown']);
  const cameFar = side.attempts.some(({ reached }) => stageRank(reached) > stageRank('authentication'));
  const wouldShow = [...other.steps.values()].some(
    (tally) => isMeant(tally.kind) && side.covered(tally).count > 0,
  );
  return cameFar && wouldShow ? new Set(['not shown']) : new Set();
}

/** These come of CredSSP, before there is a session. */
const isNetworkLevel = (kind: string): boolean =>
  kind === 'authentication-passed' || kind === 'credentials-refused';
