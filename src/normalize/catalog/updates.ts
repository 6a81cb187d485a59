import { code, firstCode, number, text, type CatalogRow } from '../catalog-row.ts';
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
