import type { RedactAddress } from './addresses.ts';
import type { Names } from './names.ts';
import type { Paths } from './paths.ts';

interface ScrubParts {
  readonly address: RedactAddress;
  readonly names: Names;
  readonly paths: Paths;
}

/** Puts pseudonyms into a text of Windows' own words; `known` are values that other fields of the event hold. */
export type Scrub = (text: string, known?: ReadonlyMap<string, string>) => string;

const url = String.raw`\b[a-z][a-z\d+.-]{1,15}:\/\/[^\s"'<>]+`;
const principal = String.raw`\b(?:TERMSRV|HOST|HTTP|LDAP|CIFS|RPC|GC|DNS|WSMAN|krbtgt|RestrictedKrbHost)\/[^\s"'<>,;()]+`;
const distinguished = String.raw`\b(?:CN|OU|DC|O|E)=[^"'<>()]+`;
// Three labels or more, the last one a word, or two and the last one of the root: a version or a file is neither.
const dotted = String.raw`(?<![\w.-])(?!Microsoft\.)[\w-]+(?:\.[\w-]+)*\.(?:[\w-]*[a-z][\w-]*\.[a-z]{2,}|local|lan|com|net|org)\b(?![\w.]*\w)`;
const sid = String.raw`\bS-1-\d+(?:-\d+)+\b`;
const path = String.raw`(?:\b[a-z]:[\\/]|(?<!\S)\\\\)[^\s"'<>|,;()]+`;
const upn = String.raw`[\p{L}\p{N}_.+$-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+`;
const domainUser = String.raw`(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_.-]+\\[\p{L}\p{N}_.$-]+`;
const v4 = String.raw`\b\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)`;
// Two colons at least, and a group or an end around them: a time of day is no address.
const v6 = String.raw`(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])`;
const anything = new RegExp(
  `(?<url>${url})|(?<principal>${principal})|(?<dn>${distinguished})|(?<sid>${sid})|(?<path>${path})|(?<upn>${upn})|(?<user>${domainUser})|(?<address>${v4}|${v6})|(?<dotted>${dotted})`,
  'giu',
);

/** Longer texts are nobody's words: only so much of them is looked through. */
const LONGEST = 1000;

export function createScrub({ address, names, paths }: ScrubParts): Scrub {
  const replaced = (found: string, kinds: Readonly<Record<string, string | undefined>>): string => {
    if (kinds['url'] !== undefined) return names.url(found);
    if (kinds['sid'] !== undefined) return names.user(found);
    if (kinds['path'] !== undefined) return paths.path(found);
    if (kinds['principal'] !== undefined) return names.target(found);
    if (kinds['dn'] !== undefined) return names.subject(found);
    if (kinds['dotted'] !== undefined) return names.host(found);
    if (kinds['upn'] !== undefined || kinds['user'] !== undefined) return names.user(found);
    return address(found) ?? found;
  };
  return (text, known) => {
    let result = '';
    let from = 0;
    const short = text.slice(0, LONGEST);
    for (const match of short.matchAll(anything)) {
      result += withKnown(short.slice(from, match.index), known) + replaced(match[0], match.groups ?? {});
      from = match.index + match[0].length;
    }
    return result + withKnown(short.slice(from), known);
  };
}

function withKnown(text: string, known: ReadonlyMap<string, string> | undefined): string {
  if (known === undefined || known.size === 0 || text === '') return text;
  let result = text;
  for (const [original, token] of known) {
    const found = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(original)}(?![\\p{L}\\p{N}_])`, 'giu');
    result = result.replace(found, () => token);
  }
  return result;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
