import { describeCode, formatCode, type CodeFamily } from '../codes/dictionary.ts';
import type { Basis } from '../model/vocabulary.ts';
import type { DialogPhrase } from './phrases.ts';

const list = "TechNet wiki 37870 (client codes), as in EricZimmerman/evtx's map of 1026";

/** A sentence of the client that stands for one code of it, or for several that say the same. */
const dialog = (
  codes: readonly number[],
  keys: readonly string[],
  basis: Basis = 'community',
  source = list,
): DialogPhrase => standsFor('disconnect-reason', codes, keys, basis, source);

/** Windows' own words for a system error. */
const systemError = (code: number, keys: readonly string[]): DialogPhrase =>
  standsFor('win32', [code], keys, 'documented', 'Microsoft: system error codes');

/** Windows' own words for a status of its security. */
const securityStatus = (code: number, keys: readonly string[]): DialogPhrase =>
  standsFor('hresult', [code], keys, 'documented', 'Microsoft: COM error codes');

function standsFor(
  family: CodeFamily,
  codes: readonly number[],
  keys: readonly string[],
  basis: Basis,
  source: string,
): DialogPhrase {
  const known = codes.flatMap((code) => describeCode(family, code) ?? []);
  const who = speakers[family] ?? 'The client shows these words for its code';
  const notes = known.flatMap(({ note }) => note ?? []);
  const shown = codes.map((code) => formatCode(family, code)).join(' or ');
  return {
    id: `dialog-${shown.split(' ')[0] ?? ''}`,
    phrase: [...new Set(known.map(({ meaning }) => meaning))].join('; or: '),
    keys,
    meaning: [`${who} ${shown}`, ...new Set(notes)].join('; ').concat('.'),
    codes,
    family,
    causes: [],
    basis,
    source,
  };
}

const speakers: Partial<Readonly<Record<CodeFamily, string>>> = {
  win32: 'Windows shows these words for the system error',
  hresult: 'Windows shows these words for the status',
};

/**
 * The sentences of mstsc, known by the words that tell them apart from the others; their causes are those of the code.
 * Two numbers in one row have one sentence, or one of the same words in another order.
 */
// prettier-ignore
export const dialogsByCode: readonly DialogPhrase[] = [
  dialog([3], ['session ended following reasons', 'session ended one of following reasons administrator ended session']),
  dialog([262], ['enough virtual memory available']),
  dialog([264], ['not connect amount time allotted']),
  dialog([266], ['smart card service not running']),
  dialog([522, 50331693], ['smart card reader not detected', 'no smart card reader detected']),
  dialog([772], ['connection lost due to network error', 'disconnected due to network error']),
  dialog([778], ['no card inserted smart card reader']),
  dialog([1032], ['computer name contains invalid characters']),
  dialog([1034], ['smart card subsystem error']),
  dialog([1040], ['broker not validate settings specified rdp file', 'not validate settings specified rdp file']),
  dialog([1800], ['another console session in progress']),
  dialog([2308], ['connection lost possibly due network connectivity']),
  dialog([2311], ['unexpected server authentication certificate']),
  dialog([2312], ['licensing timed out']),
  dialog([2567], ['specified username not exist', 'specified user name not exist']),
  dialog([2820], ['error occurred that prevented connection']),
  dialog([2822], ['error in data encryption']),
  dialog([2823], ['user account currently disabled', 'user account disabled', 'account is disabled', 'account has been disabled']),
  dialog([3080], ['decompression failure client']),
  dialog([3337], ['security policy type password windows security dialog']),
  dialog([3590], ['not support fips encryption']),
  dialog([3591], ['user account has expired', 'account has expired']),
  dialog([3592], ['failed reconnect remote session']),
  dialog([3593], ['not support restricted administration mode', 'not support restricted admin']),
  dialog([3848], ['credentials may not be sent']),
  dialog([4103], ['administrator restricted times log in', 'restricted times log on', 'account has time restrictions']),
  dialog([4104], ['low on video resources']),
  dialog([4359], ['administrator limited computers log on', 'limited computers log on']),
  dialog([4871], ['restricted types of logon']),
  dialog([5127], ['kerberos protocol user2user required']),
  dialog([6919], ['authentication certificate received expired or invalid']),
  dialog([7431], ['time or date difference', 'verify identity remote computer time or date difference'], 'documented',
    'Microsoft SupportArticles-docs: Remote Desktop cannot verify the identity of the remote computer'),
  dialog([8711], ['smart card locked out']),
  dialog([9735], ['the remote machine is aadj'], 'documented', 'Microsoft azure-docs: connections to Azure AD-joined VMs'),
  dialog([9479], ['not auto reconnect to applications']),
  dialog([9732], ['client and server versions not match']),
  dialog([33554433], ['failed reconnect remote program']),
  dialog([33554434], ['not support remoteapp']),
  dialog([50331649, 50331669], ['user name or password not valid', 'username or password not valid']),
  dialog([50331650], ['not verify certificate revocation list']),
  dialog([50331651, 50331654], ['gateway certificate subject name not match']),
  dialog([50331652], ['certificate revoked by certification authority']),
  dialog([50331653], ['not verify identity gateway']),
  dialog([50331655], ['gateway certificate expired or revoked', 'gateway certificate has expired', 'gateway certificate revoked']),
  dialog([50331656], ['error occurred on remote computer you want connect']),
  dialog([50331657], ['error sending data gateway']),
  dialog([50331658], ['error receiving data gateway']),
  dialog([50331659], ['alternate logon method required']),
  dialog([50331660], ['gateway address unreachable', 'gateway server address unreachable or incorrect']),
  dialog([50331661], ['gateway temporarily unavailable', 'gateway server temporarily unavailable']),
  dialog([50331662], ['client component missing or incorrect version']),
  dialog([50331663], ['gateway low on server resources', 'gateway running low on server resources temporarily unavailable']),
  dialog([50331664], ['incorrect version rpcrt4 dll']),
  dialog([50331665], ['no smart card service installed']),
  dialog([50331666, 50331668], ['smart card has been removed']),
  dialog([50331667], ['no smart card available']),
  dialog([50331671], ['security package error transport layer']),
  dialog([50331672], ['gateway has ended connection']),
  dialog([50331673], ['gateway administrator has ended connection']),
  dialog([50331674], ['credentials combination user name password incorrect']),
  dialog([50331675], ['account not listed in gateway permission list']),
  dialog([50331676], ['account not authorized to access gateway', 'computer not authorized to access gateway']),
  dialog([50331679], ['administrator restricted access to gateway']),
  dialog([50331680], ['web proxy server requires authentication']),
  dialog([50331681], ['password has expired or must change password']),
  dialog([50331682], ['gateway reached maximum allowed connections']),
  dialog([50331683], ['gateway not support the request']),
  dialog([50331684], ['client not support gateway capabilities']),
  dialog([50331685], ['gateway and computer are incompatible']),
  dialog([50331686], ['credentials used are not valid']),
  dialog([50331687, 50331690], ['not pass network access protection requirements', 'not meet network access protection requirements']),
  dialog([50331688], ['no certificate configured gateway']),
  dialog([50331689], ['gateway not allowed by computer administrator']),
  dialog([50331691, 50331692], ['required to authenticate to gateway instead']),
  dialog([50331695], ['missing firewall credentials']),
  dialog([50331696], ['invalid firewall credentials']),
  dialog([50331698], ['not receive any input from you']),
  dialog([50331699], ['session timeout limit reached']),
  dialog([50331700], ['invalid cookie sent gateway']),
  dialog([50331701], ['cookie rejected gateway']),
  dialog([50331703], ['gateway expecting authentication method different']),
  dialog([50331704], ['periodic user authentication failed']),
  dialog([50331705, 50331713], ['periodic user authorization failed']),
  dialog([50331707], ['gateway unable to exchange policies']),
  dialog([50331708], ['smart card not valid certificate not found']),
  dialog([50331709, 50331710], ['first log on following website', 'first log on authentication website']),
  dialog([50331714], ['size of cookie exceeded']),
  dialog([50331716], ['forward proxy configuration']),
  dialog([50331717], ['not have permission to this resource']),
  dialog([50331718], ['no resources available to connect', 'no available resources']),
  dialog([50331719], ['error remote desktop connection accessing resource']),
  dialog([50331721], ['client needs to be updated to newest version']),
  dialog([50331722], ['not allow necessary https ports']),
  dialog([50331723], ['setting up more resources']),
  dialog([50331724], ['user name not match user name used to subscribe']),
  dialog([50331726], ['maximum user limit has been reached']),
  securityStatus(0x80090308, ['token supplied to function invalid']),
  securityStatus(0x8009030e, ['no credentials available in security package']),
  securityStatus(0x80090322, ['target principal name incorrect']),
  securityStatus(0x80090324, ['clocks on client and server machines skewed']),
  securityStatus(0x80090325, ['certificate chain issued by authority not trusted']),
  securityStatus(0x80090326, ['message received unexpected or badly formatted']),
  securityStatus(0x80090331, ['client and server not communicate no common algorithm', 'not possess common algorithm']),
  systemError(10054, ['existing connection forcibly closed by remote host']),
  systemError(10060, ['connected party not properly respond after period of time', 'connected host has failed to respond']),
  systemError(10061, ['no connection could be made target machine actively refused', 'actively refused it']),
  systemError(11001, ['no such host is known']),
  systemError(1355, ['specified domain not exist not contacted']),
  systemError(1398, ['time difference between client and server']),
  systemError(1722, ['rpc server is unavailable']),
  systemError(1726, ['remote procedure call failed']),
  systemError(1753, ['no more endpoints available endpoint mapper']),
  systemError(1312, ['specified logon session not exist']),
];
