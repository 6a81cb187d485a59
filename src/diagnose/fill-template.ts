import type { TemplateContext } from '../model/template-context.ts';
import type { Event, FactValue } from '../model/event.ts';

/** The closed list of placeholders; a pattern that uses another is refused when it is read. */
export const placeholders = [
  'account',
  'client',
  'clients',
  'code',
  'count',
  'credential',
  'host',
  'process',
  'module',
  'protocol',
  'service',
  'state',
  'status',
  'target',
  'version',
] as const;
type Placeholder = (typeof placeholders)[number];

/** STATUS_WRONG_PASSWORD, [MS-ERREF] 2.3.1; whatever else refuses credentials does not say which of the two is wrong. */
const WRONG_PASSWORD = 0xc000006a;
const namesPassword = ({ facts }: Event): boolean => facts['code'] === WRONG_PASSWORD;

/** Fills {placeholder}s from the attempt, the evidence and the counts; what is not known becomes plain words. */
export function fillTemplate(template: string, context: TemplateContext): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name as Placeholder, context));
}

/** What stands for facts that only records have. */
const unrecorded: Partial<Readonly<Record<Placeholder, string>>> = {
  clients: 'a client',
  count: 'several',
  code: 'as recorded',
  process: 'a process',
  module: 'a module',
  protocol: 'a protocol',
  service: 'a service',
  state: 'as recorded',
  status: 'as recorded',
};

/** An aside that only gives a fact of a record: ` (error {code})`. */
const asideOfRecord = /\s*\([^()]*\{(?:code|process|module|protocol|service|state|status|version)\}[^()]*\)/g;

/** Fills the text of a cause that is told of without any record, so that it reads as if it had no placeholders. */
export const fillUnrecorded = (template: string): string =>
  template
    .replace(asideOfRecord, '')
    .replace(/\bversion \{version\}/g, 'a version')
    .replace(/\{(\w+)\}/g, (_, name: string, at: number, whole: string) => {
      const words = unrecorded[name as Placeholder] ?? valueOf(name as Placeholder, { evidence: [] });
      const isFirst = /(?:^|[.!?]\s+)$/.test(whole.slice(0, at));
      return isFirst ? words.charAt(0).toUpperCase() + words.slice(1) : words;
    });

/** A cause's title where no record is told of: whose client and account it is stays open. */
export const titleOfCause = (title: string): string =>
  title.replace('{credential}', valueOf('credential', { evidence: [] }));

function valueOf(name: Placeholder, context: TemplateContext): string {
  const { attempt, evidence } = context;
  switch (name) {
    case 'account': {
      if ((context.accounts?.length ?? 0) > 1) return listOf(context.accounts ?? []);
      const account = attempt?.account;
      if (account) return account.domain ? `${account.domain}\\${account.name}` : account.name;
      return fact(evidence, 'account') ?? 'the user';
    }
    case 'client':
      if ((context.clients?.length ?? 0) > 1) return listOf(context.clients ?? []);
      return attempt?.client?.address ?? fact(evidence, 'client') ?? 'the client';
    case 'clients':
      return listOf(context.clients ?? []);
    case 'count':
      return String(context.count ?? 1);
    case 'credential':
      // Without a record it is the cause itself that is told of.
      return evidence.length === 0 || evidence.some(namesPassword) ? 'password' : 'user name or password';
    case 'host':
      // On the client's own machine, the host is what it wanted to reach.
      if (attempt?.seenBy === 'client') return attempt.target ?? 'the remote computer';
      return attempt?.host ?? context.host ?? 'the host';
    case 'target':
      if ((context.targets?.length ?? 0) > 1) return listOf(context.targets ?? []);
      return attempt?.target ?? fact(evidence, 'target') ?? 'the remote computer';
    case 'code':
    case 'process':
    case 'module':
    case 'protocol':
    case 'service':
    case 'state':
    case 'status':
    case 'version':
      return fact(evidence, name) ?? 'not recorded';
  }
}

/** What the first record that has it says, and what others of its kind say otherwise. */
function fact(evidence: readonly Event[], name: string): string | undefined {
  const kind = evidence.find((event) => event.facts[name] !== undefined)?.kind;
  const values = evidence.flatMap((event) => (event.kind === kind ? (event.facts[name] ?? []) : []));
  return values.length === 0 ? undefined : listOf([...new Set(values.map(show))]);
}

const show = (value: FactValue): string =>
  typeof value === 'number' && value > 0xffff
    ? `0x${value.toString(16).toUpperCase().padStart(8, '0')}`
    : String(value);

const SHOWN = 3;
/** As in a sentence: `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`. */
function listOf(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return 'unknown addresses';
  if (names.length === 1) return first;
  const last = names.length > SHOWN ? `${names.length - SHOWN} more` : names.at(-1);
  return `${names.slice(0, names.length > SHOWN ? SHOWN : -1).join(', ')} and ${last}`;
}
