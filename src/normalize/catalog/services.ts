import { number, of, oneOf, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Service Control Manager', 'community');

const ownServices = ['TermService', 'SessionEnv', 'UmRdpService', 'TSGateway', 'Tssdis', 'TermServLicensing'];
/** What Remote Desktop rests on: RPC, keys and certificates, the domain, the network's place, profiles, policies. */
const foundations = [
  'RpcSs',
  'KeyIso',
  'CryptSvc',
  'SamSs',
  'Netlogon',
  'LanmanWorkstation',
  'nsi',
  'NlaSvc',
  'BFE',
  'MpsSvc',
  'ProfSvc',
  'gpsvc',
  'LSM',
  'AppReadiness',
  'W32Time',
];
const own = { keepIf: { service: oneOf(...ownServices) } };
const any = { keepIf: { service: oneOf(...ownServices, ...foundations) } };

// The service manager appends the short name as bytes; the display name is in the system's language.
const service = { service: of('service', 'Binary', 'param1') };
// These name the time first.
const serviceSecond = { service: of('service', 'Binary', 'param2') };
// 7040 has no bytes but a field for it.
const serviceByName = { service: of('service', 'param4', 'param1') };
// `%%1053` stands for the text of that error, which only the machine itself has.
const errorIn = (field: string): CatalogRow['facts'] => ({
  code: { from: [field], as: 'code', match: /^(?:%%)?(\d+)$/ },
  error: { from: [field], as: 'text', match: /^(?!(?:%%)?\d+$)(.*)$/s },
});
const error = { ...service, ...errorIn('param2') };

/** The service manager, on the services that Remote Desktop is or rests on. Ids and fields from event lists and logs. */
export const serviceRows: readonly CatalogRow[] = [
  row(7000, 'service-failed', error, '{service} did not start[: {code}][: {error}]', any),
  row(
    7001,
    'service-failed',
    { ...service, dependency: text('param2'), ...errorIn('param3') },
    '{service} did not start: {dependency} failed',
    any,
  ),
  row(
    7009,
    'service-slow',
    { ...serviceSecond, ms: number('param1') },
    '{service} did not connect in {ms} ms',
    any,
  ),
  row(
    7011,
    'service-slow',
    { ...serviceSecond, ms: number('param1') },
    '{service} did not answer in {ms} ms',
    any,
  ),
  row(7022, 'service-failed', service, '{service} hung while starting', any),
  row(7023, 'service-failed', error, '{service} ended with an error[: {code}][: {error}]', any),
  row(7024, 'service-failed', error, '{service} ended with an error of its own[: {code}][: {error}]', any),
  row(
    7031,
    'service-crashed',
    { ...service, count: number('param2') },
    '{service} crashed, time {count}',
    any,
  ),
  row(
    7034,
    'service-crashed',
    { ...service, count: number('param2') },
    '{service} crashed, time {count}',
    any,
  ),
  row(
    7036,
    'service-changed-state',
    { ...service, state: text('param2'), stateCode: of('service-state', 'Binary') },
    '{service} is now {state}',
    own,
  ),
  row(
    7038,
    'service-failed',
    { ...service, account: text('param2'), ...errorIn('param3') },
    '{service} could not log on[: {code}][: {error}]',
    any,
  ),
  row(
    7040,
    'service-start-type-changed',
    { ...serviceByName, from: text('param2'), to: text('param3') },
    '{service} start type is now {to}',
    any,
  ),
  row(
    7041,
    'service-failed',
    { ...service, account: text('param2') },
    '{service} may not log on as {account}',
    any,
  ),
];
