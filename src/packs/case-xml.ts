import type { EventKind, Facts } from '../model/event.ts';
import { formatMicros, micros } from '../model/time.ts';
import { createStandIns, type NameRole, type RealName } from './stand-ins.ts';

/** One record as a case needs it. */
export interface CaseRecord {
  readonly provider: string;
  readonly channel: string;
  readonly computer: string;
  readonly eventId: number;
  readonly version: number;
  readonly level: number;
  readonly recordId: number;
  readonly time: number;
  readonly activityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly kind: EventKind;
  readonly facts: Facts;
}

const namespace = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** Writes records as exported XML, oldest first, with stand-ins for all that names somebody or some machine. */
export function caseXml(records: readonly CaseRecord[]): string {
  const standIn = createStandIns(records.flatMap(namesIn));
  const ordered = records.toSorted((a, b) => a.time - b.time || a.recordId - b.recordId);
  return `<Events>\n${ordered.map((record) => `${eventXml(record, standIn)}\n`).join('')}</Events>\n`;
}

function eventXml(record: CaseRecord, standIn: (text: string) => string): string {
  const { activityId, processId, threadId, userSid } = record;
  const system = [
    `<Provider Name='${xml(record.provider)}'/><EventID>${record.eventId}</EventID>`,
    `<Version>${record.version}</Version><Level>${record.level}</Level>`,
    `<TimeCreated SystemTime='${formatMicros(micros(record.time))}'/>`,
    `<EventRecordID>${record.recordId}</EventRecordID>`,
    activityId === undefined ? '<Correlation/>' : `<Correlation ActivityID='{${xml(activityId)}}'/>`,
    ...(processId === undefined ? [] : [`<Execution ProcessID='${processId}' ThreadID='${threadId ?? 0}'/>`]),
    `<Channel>${xml(record.channel)}</Channel><Computer>${xml(standIn(record.computer))}</Computer>`,
    userSid === undefined ? '<Security/>' : `<Security UserID='${xml(standIn(userSid))}'/>`,
  ];
  const data = record.fields.map(({ name, value }) => dataXml(name, standIn(value)));
  return `<Event xmlns='${namespace}'><System>${system.join('')}</System><EventData>${data.join('')}</EventData></Event>`;
}

function dataXml(name: string, value: string): string {
  if (name === 'Binary') return `<Binary>${xml(value)}</Binary>`;
  return name === '' ? `<Data>${xml(value)}</Data>` : `<Data Name='${xml(name)}'>${xml(value)}</Data>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
};

/** Escapes text for XML; what XML cannot hold becomes U+FFFD. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>']/g, (mark) => entities[mark] ?? mark);

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
