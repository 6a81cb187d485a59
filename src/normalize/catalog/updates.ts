import { code, firstCode, number, oneOf, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { both, manifestOf, messagesIn } from './sources.ts';

const update = rowsOf('Microsoft-Windows-WindowsUpdateClient', 'community');

/** Windows' own updates carry a KB number in any language; signatures of the virus scanner and store apps are no change of it. */
const kb = {
  from: ['updateTitle'],
  as: 'text',
  match: /\b(KB(?!2267602|2310138|4052623|890830)\d{6,})/,
} as const;
const ofWindows = { keepIf: { kb: { test: 'present', present: true } } } as const;
/** A package of an update is named after it; those of roles, languages and features are not. */
const packageKb = { from: ['PackageIdentifier'], as: 'text', match: /^(KB\d{6,})$/ } as const;
/** The state that a package was brought to: 5000 is absent, 5064 staged, 5112 installed. */
const isThere = { keepIf: { ...ofWindows.keepIf, state: oneOf(5112) } } as const;
const policy = { server: text('DCName'), objects: number('NumberOfGroupPolicyObjects') };

/** What was newly installed or ordered from above. */
export const updateRows: readonly CatalogRow[] = [
  update(19, 'update-installed', { kb, title: text('updateTitle') }, '{kb} was installed', ofWindows),
  update(
    20,
    'update-failed',
    { kb, title: text('updateTitle'), code: code('errorCode') },
    '{kb} could not be installed: {code}',
    ofWindows,
  ),
  // What wusa, DISM and management tools install is in no other log.
  rowsOf(
    'Microsoft-Windows-Servicing',
    'sample',
    both(
      manifestOf('Microsoft-Windows-Servicing'),
      'a record of evtx-baseline: https://detection-wiki-dev.pages.dev/microsoft-windows-servicing/2',
    ),
  )(
    2,
    'update-installed',
    { kb: packageKb, state: number('IntendedPackageState'), by: text('Client') },
    '{kb} was installed',
    isThere,
  ),
  rowsOf('Microsoft-Windows-WUSA', 'manifest', manifestOf('Microsoft-Windows-WUSA'))(
    2,
    'update-installed',
    { kb: { ...kb, from: ['UpdateTitle'] }, title: text('UpdateTitle') },
    '{kb} was installed',
    ofWindows,
  ),
  rowsOf('Microsoft-Windows-Servicing', 'community')(
    4,
    'update-waiting-for-restart',
    { package: text('PackageIdentifier'), code: firstCode('ErrorCode') },
    '{package} waits for a restart',
  ),
  rowsOf('Microsoft-Windows-GroupPolicy', 'documented')(
    1502,
    'policy-applied',
    policy,
    'new computer policies were applied',
  ),
  rowsOf(
    'Microsoft-Windows-GroupPolicy',
    'manifest',
    both(manifestOf('Microsoft-Windows-GroupPolicy'), messagesIn('gpsvc.dll')),
  )(1503, 'policy-applied', policy, 'new user policies were applied'),
];
