import type { DialogPhrase } from './phrases.ts';

const LEAD = 'This program explains why connections fail and sessions end; this is something else.';

const policies =
  'ADMX_TerminalServer: https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver';
const client = 'mstsc: https://learn.microsoft.com/windows-server/administration/windows-commands/mstsc';
const counters =
  'https://learn.microsoft.com/windows-server/remote/remote-desktop-services/rds-rdsh-performance-counters';

const outside = (
  id: string,
  title: string,
  topics: readonly string[],
  keys: readonly string[],
  where: string,
  source: string,
): DialogPhrase => ({
  id: `about-${id}`,
  phrase: title,
  keys,
  topics,
  meaning: `${LEAD} ${where}`,
  causes: [],
  isOutside: true,
  basis: 'inferred',
  source,
});

/** What people ask about Remote Desktop, and no log of a connection tells: where to look instead. */
// prettier-ignore
export const outsiders: readonly DialogPhrase[] = [
  outside('switching-on', 'switching Remote Desktop on', ['enable rdp', 'enable remote desktop', 'how to enable rdp', 'how to enable remote desktop', 'turn on rdp', 'turn on remote desktop', 'how to turn on remote desktop', 'allow remote desktop'], ['how to enable remote desktop', 'how enable rdp', 'how turn on remote desktop'],
    'On the host: Settings, System, Remote Desktop, which opens its firewall as well; Windows Home cannot be a host. Who may come in besides administrators is in the group Remote Desktop Users.', 'https://support.microsoft.com/windows/how-to-use-remote-desktop-5fe128d5-8fb1-7a23-3b8a-41e636865e8c'),
  outside('clipboard', 'the clipboard', ['clipboard', 'copy paste', 'copy and paste', 'rdpclip', 'zwischenablage'], ['clipboard not', 'clipboard redirection', 'copy paste not'],
    'See Local Resources in the client, the policy Do not allow Clipboard redirection on the host, and whether rdpclip.exe runs in the session; ending and starting it helps often.', policies),
  outside('printers', 'printers in the session', ['printer', 'printers', 'printing', 'printer redirection', 'drucker'], ['printer redirection', 'redirected printers', 'printers not redirected', 'printers missing in session'],
    'See Local Resources in the client, the printer policies on the host (Do not allow client printer redirection, Easy Print), and the log TerminalServices-Printers/Admin of the host.', policies),
  outside('sound', 'sound and cameras in the session', ['sound', 'audio', 'no sound', 'no audio', 'microphone', 'webcam', 'camera', 'ton'], ['no sound session', 'audio redirection', 'sound not', 'audio not', 'microphone not'],
    'See Local Resources in the client (remote audio), the service Windows Audio on the host, and its policies on audio and video redirection.', policies),
  outside('drives', 'drives and devices in the session', ['drives', 'drive redirection', 'usb', 'usb redirection', 'device redirection'], ['drive redirection', 'drives not redirected', 'usb redirection'],
    'See Local Resources in the client, and the policies on device and resource redirection on the host.', policies),
  outside('shadowing', "watching somebody's session", ['shadow', 'shadowing', 'rdp shadow', 'shadow session', 'remote control'], ['shadow session', 'shadowing session', 'not shadow', 'mstsc shadow'],
    'mstsc /v:HOST /shadow:ID asks for it. See the policy Set rules for remote control of Remote Desktop Services user sessions on the host, and its firewall rule Remote Desktop - Shadow (TCP-In).', `${client}; ${policies}`),
  outside('monitors', 'several monitors', ['multi monitor', 'multimon', 'multiple monitors', 'dual monitor', 'dual monitors', 'second monitor', 'two monitors', 'resolution', 'scaling', 'dpi'], ['multiple monitors', 'dual monitors', 'second monitor', 'two monitors', 'all my monitors'],
    'See Display in the client (use all my monitors), mstsc /multimon, and the policy Limit number of monitors on the host.', `${client}; ${policies}`),
  outside('slow-sessions', 'a slow session', ['slow rdp', 'rdp slow', 'slow session', 'laggy', 'lag', 'lags', 'rdp lag', 'rdp performance', 'rdp langsam'], ['session slow', 'remote desktop slow', 'rdp slow', 'rdp laggy', 'session lags', 'typing lags'],
    'Measure instead: the counters User Input Delay per Session and RemoteFX Network on the host, its processor, memory and disks, and the loss and delay of the line. A sign-in that takes long is another question: slow logon.', counters),
];
