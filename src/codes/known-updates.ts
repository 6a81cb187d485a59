import type { Basis } from '../model/vocabulary.ts';

/** What updates of Windows are known to have done to Remote Desktop. That one is installed does not make it the cause. */
export interface UpdateTrouble {
  readonly id: string;
  /** The first updates that brought it, `KB` and a number; what came later holds it too until it is repaired. */
  readonly updates: readonly string[];
  /** Articles about it, which are no updates but have such numbers. */
  readonly articles?: readonly string[];
  /** The day on which the first of them came out. */
  readonly since: string;
  /** Where the update has to be. */
  readonly on: UpdatedMachine;
  /** Which versions of Windows. */
  readonly windows: string;
  /** In a few words, to stand behind the number of an update. */
  readonly title: string;
  readonly symptom: string;
  /** What ended each of `updates`, in their order. Absent: no update is known to, or it is meant to be so. */
  readonly repairedBy?: readonly string[];
  readonly remedy: string;
  /** The causes that it shows as; none: it leaves no record that decides. */
  readonly causes: readonly string[];
  readonly basis: Basis;
  readonly sources: readonly string[];
}

type UpdatedMachine = 'host' | 'client' | 'client or host' | 'gateway' | 'domain controller';

/** The month that the sources reach: of later updates the list knows nothing. */
export const KNOWN_UNTIL = 'June 2026';

const serverReleases = 'https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info';

/** By date. */
export const updateTroubles: readonly UpdateTrouble[] = [
  {
    id: 'credssp-2018',
    updates: ['KB4103716', 'KB4103721', 'KB4103723', 'KB4103727'],
    articles: ['KB4093492'],
    since: '2018-05-08',
    on: 'client',
    windows: 'Windows 10 and Server 2016; the other versions of that time had updates of their own',
    title: 'clients with it refuse hosts without the CredSSP update of 2018',
    symptom:
      'A client that has it refuses a host whose CredSSP was not updated; its dialog speaks of encryption oracle remediation.',
    remedy:
      'Give the host its updates, of March 2018 or later; that is the repair, not the removal on the client.',
    causes: ['credssp-oracle-remediation'],
    basis: 'documented',
    sources: [
      'https://support.microsoft.com/en-my/help/4093492/credssp-updates-for-cve-2018-0886-march-13-2018',
      'https://github.com/mRemoteNG/mRemoteNG/issues/979',
      'https://itinlegal.wordpress.com/tag/patches/',
      'https://docs.ans.co.uk/docs/operatingsystems/windows/rdp/kb4103716',
    ],
  },
  {
    id: 'kerberos-2022',
    updates: ['KB5019964', 'KB5019966', 'KB5019081'],
    articles: ['KB5021131'],
    since: '2022-11-08',
    on: 'domain controller',
    windows: 'Server 2016, 2019 and 2022',
    title: 'on domain controllers, Kerberos refused some accounts',
    symptom:
      'A domain controller gives no ticket to accounts with a list of encryption kinds of their own (KDC event 14), and domain users cannot sign in, Remote Desktop included.',
    repairedBy: ['KB5021654', 'KB5021655', 'KB5021656'],
    remedy: 'Give every domain controller the update of 17 November 2022 or a later one.',
    causes: ['kerberos-encryption-mismatch'],
    basis: 'community',
    sources: [
      'https://blog.rmilne.ca/2022/12/08/kerberos-issues-november-2022/',
      'https://www.windowsnews.ai/article/microsoft-kerberos-oob-updates-fix-domain-controller-sign-in-failures-2022.397079',
      serverReleases,
    ],
  },
  {
    id: 'gateway-restarts-2024',
    updates: ['KB5040430', 'KB5041578', 'KB5043050'],
    since: '2024-07-09',
    on: 'gateway',
    windows: 'Server 2019',
    title: 'on RD Gateways, its service restarted by itself',
    symptom:
      'The service of RD Gateway restarts once or twice a day and takes all its sessions along, with event 700 and, of its certificate, event 103.',
    remedy:
      "No update is known to end it. People saw to the private key of the gateway's certificate: the service must be allowed to read it.",
    causes: ['rdg-certificate'],
    basis: 'community',
    sources: ['https://fr.ittrip.xyz/?p=3745', 'https://en.ittrip.xyz/windows-server/ws2019-rdg-disconnect'],
  },
  {
    id: 'sessions-cut-off-2024',
    updates: ['KB5041578'],
    since: '2024-08-13',
    on: 'host',
    windows: 'Server 2019',
    title: 'all sessions of a host cut off at once',
    symptom:
      'All sessions of a host end in the same moment, days or weeks apart, with reason 3489660929 (0xD0000001) in event 40 of the session manager.',
    remedy:
      'Install the current cumulative update; it stopped without this one, and with one of November 2024 where somebody tried that.',
    causes: ['session-cut-off-with-error'],
    basis: 'community',
    sources: [
      'https://en.ittrip.xyz/windows-server/windows2019-rds-disconnects',
      'https://pt.ittrip.xyz/windows/rdp/rds-event-id-40-3489660929',
    ],
  },
  {
    id: 'session-freezes-2025',
    updates: ['KB5051987'],
    since: '2025-02-11',
    on: 'host',
    windows: 'Server 2025',
    title: 'sessions freeze soon after they begin',
    symptom:
      'Soon after connecting, the session takes no mouse and no keys any more, until one connects anew.',
    repairedBy: ['KB5055523'],
    remedy: 'Give the host KB5055523 of April 2025 or a later update.',
    causes: [],
    basis: 'community',
    sources: [
      'https://windowsnews.ai/article/windows-server-2025-update-troubles-rdp-freeze-crisis-and-lessons-for-it.362932',
      'https://windowsforum.com/threads/windows-server-2025-rdp-freeze-post-update-causes-impacts-and-expert-fixes.362916/latest',
    ],
  },
  {
    id: 'sign-in-stuck-2025',
    updates: ['KB5051987'],
    since: '2025-02-11',
    on: 'host',
    windows: 'Windows 11 24H2',
    title: 'sessions get stuck when taken back',
    symptom:
      'Who takes back a session that is still open sees the background and nothing else; disconnected first, it opens.',
    remedy:
      'Install the current update. In one report it helped to switch off network detection on the host, by the policy "Select network detection on the server".',
    causes: [],
    basis: 'community',
    sources: [
      'https://learn.microsoft.com/en-us/answers/questions/2169684/kb5051987-causes-windows-11-rdp-session-to-get-stu',
    ],
  },
  {
    id: 'duplicate-sid-2025',
    updates: ['KB5064081', 'KB5065426'],
    articles: ['KB5068222', 'KB5070568'],
    since: '2025-08-29',
    on: 'client or host',
    windows: 'Windows 11 24H2 and later, Server 2025',
    title: 'copies of one installation refuse each other',
    symptom:
      'Machines that were cloned without Sysprep, and so have one machine SID, do not let each other sign in any more (LsaSrv 6167); the dialog may blame the password.',
    remedy:
      'It is meant to be so and no update takes it back: install one of the two machines anew, from an image made with Sysprep. Until the end of 2027 the support of Microsoft has a way to put it off, which lowers security.',
    causes: ['duplicate-machine-sid'],
    basis: 'documented',
    sources: [
      'https://support.microsoft.com/en-au/topic/strengthening-administrator-protection-and-kerberos-authentication-f67abf78-41c5-4a89-a2da-a7b2fe280270',
      'https://techcommunity.microsoft.com/blog/windows-itpro-blog/hardening-administrative-actions-what-it-pros-need-to-know/4503956',
      'https://deltapulse.app/item/MC1275343',
    ],
  },
  {
    id: 'smart-cards-2025',
    updates: ['KB5066835', 'KB5066782', 'KB5066586', 'KB5066836'],
    since: '2025-10-14',
    on: 'client or host',
    windows: 'all supported versions of that time',
    title: 'smart cards whose software is old stop working',
    symptom:
      'Smart cards with RSA keys are no longer recognized by software that asks for them in the old way (CSP): "invalid provider type specified", event 624 of the smart card service. Sources name sign-ins with certificates, not Remote Desktop.',
    remedy:
      'Get the present software of the card from its maker. The value DisableCapiOverrideForRSA = 0 brought the old way back; it lowers security, and Microsoft meant to end it in April 2026.',
    causes: ['smart-card-problem'],
    basis: 'inferred',
    sources: [
      'https://news.lavx.hu/article/microsoft-s-october-security-updates-break-smart-card-authentication-across-windows-ecosystem',
      'https://windowsforum.com/threads/microsoft-october-2025-update-moves-rsa-smart-cards-to-ksp.386061',
      serverReleases,
    ],
  },
  {
    id: 'remoteapp-2025',
    updates: ['KB5072033'],
    since: '2025-12-09',
    on: 'host',
    windows: 'Server 2025 and Azure Local as hosts of Azure Virtual Desktop',
    title: 'RemoteApp of Azure Virtual Desktop fails',
    symptom: 'RemoteApp programs of Azure Virtual Desktop may not connect.',
    repairedBy: ['KB5073379'],
    remedy: 'Give the host the update of January 2026 or a later one.',
    causes: [],
    basis: 'documented',
    sources: [
      'https://github.com/MicrosoftDocs/azure-stack-docs/blob/main/azure-local/security-update/security-update.md',
    ],
  },
  {
    id: 'sign-in-2026',
    updates: ['KB5074109', 'KB5073455', 'KB5073724', 'KB5073379', 'KB5073457', 'KB5073723'],
    since: '2026-01-13',
    on: 'client',
    windows: 'Windows 11, Windows 10 22H2, Server 2019, 2022 and 2025',
    title: 'sign-in fails in Windows App and other clients',
    symptom:
      'The prompt for credentials fails in Windows App and other clients, mostly towards Azure Virtual Desktop and Windows 365; some report the code 0x80080005.',
    repairedBy: ['KB5077744', 'KB5077797', 'KB5077796', 'KB5077793', 'KB5077800', 'KB5077795'],
    remedy:
      'Give the client the update of 17 January 2026 or a later one; until then, the older Remote Desktop client or the web client connects.',
    causes: [],
    basis: 'community',
    sources: [
      'https://winupdated.com/posts/kb5077796',
      'https://www.ctrlaltnod.com/news/microsoft-releases-fix-for-remote-desktop-issues-in-january-2026-updates',
      'https://b2bdaily.com/it/microsoft-releases-emergency-fix-for-broken-remote-desktop',
      'https://windowsforum.com/threads/windows-11-january-2026-oob-update-fixes-shutdown-and-rdp-issues.397889',
      'https://github.com/mRemoteNG/mRemoteNG/issues/3088',
      serverReleases,
    ],
  },
  {
    id: 'gateway-role-2026',
    updates: ['KB5075899'],
    since: '2026-02-10',
    on: 'gateway',
    windows: 'Server 2025',
    title: 'once, the RD Gateway role was gone after it',
    symptom:
      'One report: after the restart the role RD Gateway was no longer installed, and its policies were lost.',
    remedy: 'See whether the role is there; install it again and set up policies and certificate anew.',
    causes: [],
    basis: 'community',
    sources: [
      'https://learn.microsoft.com/en-us/answers/questions/5790416/kb5075899-(feb-2026)-silently-removes-rds-gateway',
    ],
  },
  {
    id: 'rc4-2026',
    updates: ['KB5082063', 'KB5082142', 'KB5082123', 'KB5082198'],
    articles: ['KB5073381'],
    since: '2026-04-14',
    on: 'domain controller',
    windows: 'Server 2016, 2019, 2022 and 2025',
    title: 'on domain controllers, Kerberos gives no RC4 tickets any more',
    symptom:
      'A domain controller gives tickets with AES only to accounts that have no list of encryption kinds of their own; who still needs RC4 gets none.',
    remedy:
      'It is meant to be so: give the account AES keys (a new password makes them) or a list of its own. From July 2026 on it cannot be put off.',
    causes: ['kerberos-encryption-mismatch'],
    basis: 'documented',
    sources: [
      'https://support.microsoft.com/en-us/topic/how-to-manage-kerberos-kdc-usage-of-rc4-for-service-account-ticket-issuance-changes-related-to-cve-2026-20833-1ebcda33-720a-4da8-93c1-b0496e1910dc',
      'https://deltapulse.app/item/MC1388721',
      serverReleases,
    ],
  },
  {
    id: 'rdp-file-warnings-2026',
    updates: ['KB5083769', 'KB5082052', 'KB5082200'],
    since: '2026-04-14',
    on: 'client',
    windows: 'Windows 11 23H2 and later, Windows 10 22H2',
    title: 'RDP files open with a warning, and without drives or clipboard',
    symptom:
      'Every RDP file opens with a warning first, in red where it is not signed, and drives, clipboard and the like are off until one ticks them.',
    remedy:
      'It is meant to be so: sign the RDP files with a certificate that the clients trust. On screens of different scaling Windows 10 may show the dialog wrongly until KB5087544.',
    causes: [],
    basis: 'community',
    sources: [
      'https://zecurit.com/?p=5746',
      'https://www.technetnewengland.com/blog/rdp-security-warnings-april-2026-update-windows',
      'https://winupdated.com/posts/kb5087544',
    ],
  },
];

/** What an update brought, or an article is about. */
export const troublesOfUpdate = (kb: string): readonly UpdateTrouble[] =>
  updateTroubles.filter(({ updates, articles = [] }) => updates.includes(kb) || articles.includes(kb));

/** What an update ended. */
export const repairsOfUpdate = (kb: string): readonly UpdateTrouble[] =>
  updateTroubles.filter(({ repairedBy = [] }) => repairedBy.includes(kb));

/** What ended the trouble where this update brought it. */
export const repairOf = ({ updates, repairedBy = [] }: UpdateTrouble, kb: string): string | undefined =>
  repairedBy[updates.indexOf(kb)];
