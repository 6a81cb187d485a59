import type { EventKind, Facts } from '../model/event.ts';
import { eventXml, type WrittenEvent } from '../pack/event-xml.ts';
import { createStandIns, type NameRole, type RealName } from './stand-ins.ts';

/** One record as a case needs it. */
export interface CaseRecord extends WrittenEvent {
  readonly kind: EventKind;
  readonly facts: Facts;
}

/** Writes records as exported XML, oldest first, with stand-ins for all that names somebody or some machine. */
export function caseXml(records: readonly CaseRecord[]): string {
  const standIn = createStandIns(records.flatMap(namesIn));
  const ordered = records.toSorted((a, b) => a.time - b.time || a.recordId - b.recordId);
  return `<Events>\n${ordered.map((record) => `${eventXml(withStandIns(record, standIn))}\n`).join('')}</Events>\n`;
}

function withStandIns(record: CaseRecord, standIn: (text: string) => string): WrittenEvent {
  const { computer, userSid, fields } = record;
  return {
    ...record,
    computer: standIn(computer),
    ...(userSid === undefined ? {} : { userSid: standIn(userSid) }),
    fields: fields.map(({ name, value }) => ({ name, value: standIn(value) })),
  };
}

const factRoles: Readonly<Record<string, NameRole>> = {
  account: 'person',
  domain: 'domain',
  server: 'server',
  target: 'server',
  workstation: 'machine',
};

/** The names in a record: its computer, what its facts say, and fields that are called like a name. */
function namesIn({ computer, facts, fields }: CaseRecord): RealName[] {
  const ofFacts = Object.entries(factRoles).flatMap(([fact, role]): RealName[] => {
    const value = facts[fact];
    return typeof value === 'string' ? parts(value, role) : [];
  });
  const ofFields = fields.flatMap(({ name, value }): RealName[] => {
    const role = roleOfField(name);
    return role === undefined ? [] : parts(value, role);
  });
  return [{ name: computer, role: 'server' }, ...ofFacts, ...ofFields];
}

function roleOfField(field: string): NameRole | undefined {
  if (/sid$|guid$|id$|type$|process|address|agent/i.test(field)) return undefined;
  if (/domain|realm/i.test(field)) return 'domain';
  if (/workstation|computer|machine|client ?name|device ?name/i.test(field)) return 'machine';
  if (/server|host/i.test(field)) return 'server';
  return /user|account/i.test(field) ? 'person' : undefined;
}

/** `DOMAIN\user`, `TERMSRV/host`, `host:3389` and `PC$` name more than they look. */
function parts(text: string, role: NameRole): RealName[] {
  const value = text.trim();
  const [head = '', tail] = value.split('\\');
  if (tail !== undefined) return [{ name: head, role: 'domain' }, ...parts(tail, role)];
  if (value.endsWith('$')) return [{ name: value.slice(0, -1), role: 'machine' }];
  if (role === 'person' || role === 'domain') return [{ name: value, role }];
  return [{ name: value.replace(/^.*\//, '').replace(/:\d+$/, ''), role }];
}
