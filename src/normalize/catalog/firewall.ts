import { number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { archived, both, manifestOf } from './sources.ts';

const provider = 'Microsoft-Windows-Windows Firewall With Advanced Security';
const row = rowsOf(provider, 'community');
const listed = rowsOf(provider, 'documented', archived('Firewall Rule Processing', 'dd364427'));
const newer = rowsOf(
  provider,
  'manifest',
  both(
    manifestOf(provider),
    'https://detection.wiki/microsoft-windows-windows-firewall-with-advanced-security/',
  ),
);

/** The built-in rules by id, whatever the system's language; others by port, service, program or an English name. */
const remoteDesktop =
  /^RemoteDesktop-.*|(?:^|,)3389(?:,|$)|^TermService$|remote desktop|\bRDP\b|\\(?:termsrv|rdp\w*)\.\w+$/i;
const named = { rule: text('RuleId'), name: text('RuleName') };
const who = { by: text('ModifyingUser'), process: text('ModifyingApplication') };
const rule = {
  ...named,
  about: {
    from: ['RuleId', 'LocalPorts', 'ServiceName', 'RuleName', 'ApplicationPath'],
    as: 'text',
    match: remoteDesktop,
  },
  ports: text('LocalPorts'),
  direction: number('Direction'),
  action: number('Action'),
  active: number('Active'),
  profiles: number('Profiles'),
  remote: text('RemoteAddresses'),
  ...who,
} as const;
const deleted = {
  ...named,
  about: { from: ['RuleId', 'RuleName'], as: 'text', match: remoteDesktop },
  ...who,
} as const;
const setting = {
  type: number('SettingType'),
  value: text('SettingValueString', 'SettingValueDisplay'),
  ...who,
};
const aboutRdp = { keepIf: { about: { test: 'present', present: true } } } as const;

const added = 'firewall rule {name} was added: action {action}, active {active}';
const changed = 'firewall rule {name} was changed: action {action}, active {active}';
const gone = 'firewall rule {name} was deleted';

/**
 * The firewall's own log, on without any audit. Of its rules only those for Remote Desktop are kept: every store app
 * makes its own. Action 3 allows, 2 blocks. Windows 11 22H2 gave the same events new numbers, twice.
 */
export const firewallRows: readonly CatalogRow[] = [
  row(2004, 'firewall-rule-added', rule, added, aboutRdp),
  newer(2071, 'firewall-rule-added', rule, added, aboutRdp),
  newer(2097, 'firewall-rule-added', rule, added, aboutRdp),
  row(2005, 'firewall-rule-changed', rule, changed, aboutRdp),
  newer(2073, 'firewall-rule-changed', rule, changed, aboutRdp),
  newer(2099, 'firewall-rule-changed', rule, changed, aboutRdp),
  row(2006, 'firewall-rule-deleted', deleted, gone, aboutRdp),
  newer(2052, 'firewall-rule-deleted', deleted, gone, aboutRdp),
  listed(2033, 'firewall-rules-reset', who, 'all firewall rules were deleted'),
  newer(2059, 'firewall-rules-reset', who, 'all firewall rules were deleted'),
  listed(2032, 'firewall-rules-reset', who, 'the firewall was reset'),
  newer(2060, 'firewall-rules-reset', who, 'the firewall was reset'),
  listed(2002, 'firewall-setting-changed', setting, 'a setting of the firewall changed'),
  listed(
    2003,
    'firewall-setting-changed',
    { ...setting, profiles: number('Profiles') },
    'a setting of the firewall changed in profile {profiles}',
  ),
  listed(2008, 'firewall-policy-changed', {}, 'the policy of the firewall changed'),
  row(
    2010,
    'firewall-profile-changed',
    { interface: text('InterfaceName'), from: number('OldProfile'), to: number('NewProfile') },
    'interface {interface} went from firewall profile {from} to {to} (1 domain, 2 private, 4 public)',
  ),
];
