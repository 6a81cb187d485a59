import type { FactForm } from '../normalize/fact-forms.ts';

/** What a field tells of whom, and so how it is made a pseudonym. The more careful class stands first. */
export const factClasses = [
  'text',
  'target',
  'user',
  'subject',
  'host',
  'address',
  'sid',
  'thumbprint',
  'url',
  'path',
  'program',
  'service',
  'word',
  'number',
] as const;
export type FactClass = (typeof factClasses)[number];

/** By the name of the fact. `word`: one of Windows' own words, whoever it happened to; `text`: anything. */
export const classOfFact: Readonly<Record<string, FactClass>> = {
  about: 'word',
  account: 'user',
  action: 'word',
  active: 'number',
  address: 'address',
  alert: 'number',
  answer: 'word',
  available: 'word',
  avc: 'word',
  bandwidth: 'number',
  build: 'number',
  by: 'user',
  bySession: 'number',
  callerProcess: 'program',
  category: 'number',
  certificate: 'subject',
  changes: 'word',
  cipher: 'word',
  client: 'address',
  clientName: 'host',
  clientPort: 'number',
  code: 'number',
  component: 'word',
  connectionName: 'word',
  count: 'number',
  date: 'word',
  days: 'number',
  dependency: 'service',
  device: 'word',
  direction: 'word',
  domain: 'host',
  driver: 'word',
  error: 'text',
  errorInfo: 'number',
  event: 'word',
  file: 'path',
  firstFrameMs: 'number',
  folder: 'path',
  from: 'word',
  gateway: 'host',
  group: 'user',
  groupSid: 'sid',
  hardware: 'text',
  host: 'host',
  hours: 'number',
  idleSeconds: 'number',
  instance: 'number',
  interface: 'text',
  kb: 'word',
  key: 'text',
  keyProvider: 'word',
  layer: 'word',
  level: 'word',
  licenseType: 'word',
  listener: 'word',
  log: 'word',
  logonId: 'word',
  logonType: 'number',
  machine: 'word',
  major: 'number',
  member: 'user',
  message: 'text',
  method: 'word',
  minor: 'number',
  mode: 'word',
  module: 'program',
  ms: 'number',
  name: 'text',
  newTime: 'word',
  notice: 'text',
  objects: 'number',
  offsetSeconds: 'number',
  oldTime: 'word',
  operation: 'word',
  package: 'word',
  part: 'program',
  path: 'path',
  plugin: 'word',
  port: 'number',
  ports: 'word',
  process: 'program',
  profiles: 'number',
  program: 'program',
  protocol: 'word',
  realm: 'host',
  reason: 'number',
  remote: 'word',
  requested: 'word',
  result: 'word',
  right: 'word',
  rttMs: 'number',
  rule: 'text',
  seconds: 'number',
  setBy: 'word',
  server: 'host',
  service: 'service',
  sessionId: 'number',
  sid: 'sid',
  side: 'word',
  silo: 'text',
  state: 'word',
  stateCode: 'number',
  status: 'text',
  subcategory: 'word',
  subscriber: 'word',
  target: 'target',
  thumbprint: 'thumbprint',
  title: 'word',
  to: 'word',
  took: 'word',
  transport: 'word',
  tunnel: 'number',
  type: 'text',
  url: 'url',
  value: 'text',
  version: 'word',
  workstation: 'host',
};

/** Where the same name means another thing. */
export const classOfKind: Readonly<Record<string, Readonly<Record<string, FactClass>>>> = {
  'computer-renamed': { from: 'host', to: 'host' },
  'name-lookup-failed': { name: 'host' },
  'kerberos-logon-refused': { service: 'target' },
  'kerberos-ticket-refused': { service: 'target' },
  'kerberos-preauthentication-failed': { service: 'target' },
  'kerberos-policy-refused': { service: 'target' },
  'protected-user-refused': { service: 'target' },
  // Only Administrators and Remote Desktop Users are kept, in the system's language.
  'group-member-added': { group: 'word' },
  'group-member-removed': { group: 'word' },
};

/** The class of a fact; one that nobody knows may hold anything, unless its form says what it is. */
export function classOf(kind: string, fact: string, form: FactForm): FactClass {
  switch (form) {
    case 'text':
    case 'service':
    case 'clock-step':
      return classOfKind[kind]?.[fact] ?? ownClass(fact) ?? (form === 'service' ? 'service' : 'text');
    case 'address':
      return 'address';
    case 'account':
      return 'user';
    case 'domain':
      return 'host';
    case 'luid':
    case 'timestamp':
    case 'number':
    case 'code':
    case 'hex-code':
    case 'set-error-info':
    case 'port':
    case 'service-state':
    case 'last-dword':
    case 'dword':
      return 'number';
  }
}

const ownClass = (fact: string): FactClass | undefined =>
  Object.hasOwn(classOfFact, fact) ? classOfFact[fact] : undefined;
