import { channelOfFile } from '../normalize/channels.ts';
import { shortServiceNames } from '../normalize/fact-forms.ts';

const listed = (names: string): ReadonlySet<string> => new Set(names.trim().split(/,\s*/));

/**
 * Accounts and authorities that every Windows has, from Microsoft's pages "Security identifiers" and "Local accounts". Not
 * Administrator and Guest: these two people rename, and sign in with.
 */
const principals: ReadonlySet<string> = listed(`
  -, ., system, local service, network service, anonymous logon, everyone, krbtgt, nt authority,
  nt service, builtin, window manager, font driver host, nt virtual machine, iis apppool,
  microsoftaccount, azuread, workgroup, creator owner, authenticated users, iusr, defaultaccount,
  wdagutilityaccount
`);
const numbered = /^(?:dwm|umfd)-\d+$/i;

/** Says whether an account or its authority is one that every machine has. */
export const isEverybodys = (name: string): boolean =>
  name === '' || principals.has(name.toLowerCase()) || numbered.test(name);

/** Names that are no machine's own. The console is named in the system's language. */
const machines: ReadonlySet<string> = listed(`
  localhost, local, lokal, yerel, unknown, *, wpad, (null), n/a, null
`);
export const isNoMachine = (name: string): boolean => isEverybodys(name) || machines.has(name.toLowerCase());

/** Last labels that say what sort of name it is and nothing of whose. RFC 6761, 6762 and 8375, and the oldest of the root. */
export const lastLabels: ReadonlySet<string> = listed(`
  local, localdomain, lan, internal, intranet, home, arpa, invalid, com, net, org, edu, gov, mil, int,
  info, biz
`);

/** What goes before the slash of a service's name in the directory. */
export const principalClasses: ReadonlySet<string> = listed(`
  termsrv, host, http, https, ldap, cifs, rpc, rpcss, gc, dns, wsman, krbtgt, kadmin,
  restrictedkrbhost, mssqlsvc, smtpsvc, nfs, e3514235-4b06-11d1-ab04-00c04fc2dcd2
`);

const logonProcesses: ReadonlySet<string> = listed(`
  ntlmssp, user32, advapi, kerberos, negotiat, negotiate, schannel, seclogo, secondary logon service,
  authz, winlogon, iis, ias, chap, sspi, credpro, cap, lsass, system, services, wdigest
`);

const programs: ReadonlySet<string> = listed(`
  svchost, lsass, lsm, lsaiso, services, wininit, winlogon, logonui, userinit, explorer, dwm, csrss,
  smss, fontdrvhost, sihost, taskhost, taskhostw, taskhostex, dllhost, rundll32, consent, conhost, cmd,
  powershell, pwsh, wmiprvse, wsmprovhost, mmc, msiexec, trustedinstaller, tiworker, rdpclip, rdpinit,
  rdpshell, rdpsa, rdpinput, mstsc, msrdc, msrdcw, tsgateway, tssdis, tslicensing, shutdown, wlms,
  spoolsv, w3wp, werfault, logonui, runtimebroker, shellexperiencehost, searchui,
  startmenuexperiencehost, cloudexperiencehostbroker, mousocoreworker, usoclient, musnotification,
  system, termsrv, rdpcorets, rdpcore, rdpwrap, rdpbase, rdpserverbase, rdpcorecdv, umrdp, sessenv,
  lsmproxy, ntdll, kernel32, kernelbase, user32, win32u, rpcrt4, ncrypt, bcrypt, schannel, crypt32,
  ucrtbase, bcryptprimitives, ncryptsslp, credssp, tspkg, kerberos, msv1_0, combase, ole32, msvcrt,
  rpcss, winsta, wtsapi32, d3d11, dxgi, dxgkrnl, win32kfull, rdpidd, rdpudd, rdpdd, tdtcp, rdpwd
`);

/** Services by their short names, as far as a report may speak of them. */
const services: ReadonlySet<string> = new Set(
  [...shortServiceNames.values(), 'TSGateway', 'Tssdis', 'TermServLicensing', 'SamSs', 'Netlogon', 'LSM']
    .concat([
      'UmRdpService',
      'RpcEptMapper',
      'DcomLaunch',
      'Dnscache',
      'Dhcp',
      'EventLog',
      'W32Time',
      'Wlansvc',
    ])
    .map((name) => name.toLowerCase()),
);
/** Services that run once for each user have the user's logon session behind their name, as a number. */
export const isKnownService = (name: string): boolean =>
  services.has(name.toLowerCase().replace(/_[0-9a-f]{4,8}$/, '')) ||
  shortServiceNames.has(name.toLowerCase());

/** An app that Microsoft signed: its publisher's id is a hash that others cannot have. */
const microsoftApp = /^Microsoft[\w.]*_[\d.]+_\w*_\w*_(?:cw5n1h2txyewy|8wekyb3d8bbwe)(?:!\w+)?$/i;

/** Says whether a program, library or logon process is one of Windows' own. */
export function isKnownProgram(name: string): boolean {
  const lower = name.toLowerCase();
  if (logonProcesses.has(lower) || microsoftApp.test(name)) return true;
  const [, stem = '', service] = /^([\w.]+?)(?:\.(?:exe|dll|sys|mui|cpl|scr))?(?:_(\w+))?$/.exec(lower) ?? [];
  return programs.has(stem) && (service === undefined || isKnownService(service) || isKnownService(lower));
}

const folders: ReadonlySet<string> = listed(`
  ., .., ~, ?, -, windows, system32, syswow64, sysnative, winevt, logs, users, program files,
  program files (x86), programdata, microsoft, crypto, rsa, keys, systemkeys, machinekeys, appdata,
  local, locallow, roaming, temp, tmp, drivers, winsxs, uus, amd64, x64, x86, device, systemroot,
  documents and settings, public, default, all users, config, system volume information, home, root,
  mnt, media, var, opt, srv, desktop, documents, downloads, wlms, wbem, windowspowershell, v1.0,
  globalroot, systemapps, servicing, profiles, volumes, usr, ntuser.dat, %systemroot%, %windir%,
  %systemdrive%, %programfiles%, %programfiles(x86)%, %programdata%, %allusersprofile%, %userprofile%,
  %appdata%, %localappdata%, %public%, %temp%, %tmp%
`);

/** Endings that say what sort of file it is; any other may be a name. */
const endings: ReadonlySet<string> = listed(`
  .exe, .dll, .sys, .mui, .cpl, .scr, .drv, .ocx, .ax, .msc, .com, .bat, .cmd, .ps1, .psm1, .vbs, .js, .jar,
  .py, .sh, .msi, .msp, .msu, .cab, .inf, .cat, .tlb, .tmp, .bak, .old, .ini, .dat, .cfg, .conf, .config,
  .reg, .rdp, .rdpw, .cer, .crt, .pem, .pfx, .p7b, .evtx, .evt, .etl, .xml, .json, .jsonl, .ndjson, .clixml,
  .csv, .tsv, .txt, .log, .md, .html, .htm, .zip, .tar, .gz, .tgz, .7z, .rar, .dmp, .mdmp, .vhd, .vhdx, .wim, .iso
`);
export const isKnownEnding = (ending: string): boolean => endings.has(ending.toLowerCase());

/** Says whether a part of a path is there on every machine. */
export const isKnownFolder = (name: string): boolean =>
  name === '' || folders.has(name.toLowerCase()) || /^(?:[a-z]:|HarddiskVolume\d+)$/i.test(name);

/** Says whether a file's name is that of a program of Windows, or of a log as Windows itself names it. */
export const isKnownFile = (name: string): boolean =>
  isKnownProgram(name) ||
  (/\.(?:evtx|xml|json|jsonl|ndjson|clixml|csv|txt)$/i.test(name) && channelOfFile(name) !== undefined);
