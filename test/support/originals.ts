import { readLog } from '../../src/input/read-log.ts';
import { findLogs } from '../../src/input/find-logs.ts';
import { nodePlatform } from '../../src/input/platform.ts';

/** Who and where, as it stands in the records of logs: gathered by the fields' names and shapes, with nothing of the redactor. */
export interface Originals {
  readonly names: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly sids: ReadonlySet<string>;
  readonly thumbprints: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
}

const nameField =
  /^(?!.*(?:Sid|Type|Id|Guid|Status|Port|Address|Process|Length|Version|Reason|Tick|Time)$)(?:.*(?:User|Account|Domain|Workstation|Computer|Machine|Server|Host|Realm|DCName|ClientName|DeviceName|Resource|QueryName|TargetName|SPN).*)$/i;
/** Fields that only the event tells the meaning of. */
const byEvent: Readonly<Record<string, readonly string[]>> = {
  '1149': ['Param1', 'Param2'],
  '1024': ['Value'],
  '1001': ['Value'],
};
/** Classic sources name nothing: event id and places. */
const byPlace: Readonly<Record<string, readonly number[]>> = {
  'EventLog 6011': [0, 1],
  'NETLOGON 5719': [0],
  'NETLOGON 3210': [0, 1],
  'NETLOGON 5722': [0],
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager 1056': [0],
};
const certificateEvents: ReadonlySet<number> = new Set([1051, 1052, 1053, 1054, 1055, 1056, 1062, 1063]);

/** What is nobody's: the words that Windows writes for its own accounts and for nothing. */
const nobodys =
  /^(?:|-|\.|SYSTEM|LOCAL SERVICE|NETWORK SERVICE|ANONYMOUS LOGON|NT AUTHORITY|NT SERVICE|Window Manager|Font Driver Host|BUILTIN|DWM-\d+|UMFD-\d+|localhost|LOCAL|WORKGROUP|MicrosoftAccount|Unknown|krbtgt|IUSR|DefaultAccount|WDAGUtilityAccount|Everyone|\*|wpad|(?:0x)?[\da-f]+|%%\d+|\d.*)$/i;
const wellKnownSid =
  /^S-1-(?:[0-4]|1[568])-|^S-1-5-(?:\d{1,2}|1000)(?:$|-(?:32|64|80|82|90|96))|^S-1-5-(?:5|32|64|80|82|90|96)-/;
const noMachine = /^(?:0\.|127\.|22[4-9]\.|23\d\.|24\d\.|25[0-5]\.)|^::1?$|^ff/i;

const v4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const sid = /\bS-1-\d+(?:-\d+)+\b/gi;
const path = /\b[a-z]:\\[^\s"'<>|;,()]+/gi;

/** As Windows itself names the files of its logs. */
const ownLog = /^(?:Security|System|Application|Setup|Microsoft-Windows-[\w -]+%4\w+)\.(?:evtx|xml)$/;

/** Reads all records of the logs, wanted or not, and gathers what must not be told. */
export async function readOriginals(paths: readonly string[]): Promise<Originals> {
  const found = {
    names: new Set<string>(),
    addresses: new Set<string>(),
    sids: new Set<string>(),
    thumbprints: new Set<string>(),
    paths: new Set<string>(),
  };
  const name = (text: string): void => {
    for (const whole of [text.trim(), ...text.trim().split(/[\\/@]/)]) {
      const own = whole.replace(/^CN=/, '').replace(/\$$/, '').replace(/:\d+$/, '');
      for (const part of [own, own.split('.')[0] ?? ''])
        if (part.length > 2 && part.length < 200 && !nobodys.test(part)) found.names.add(part);
    }
  };
  const { files } = findLogs(paths);
  for (const file of files) {
    for (const part of file.split('/'))
      if (/[A-Z\d-]/.test(part) && !ownLog.test(part)) found.paths.add(part);
    found.paths.add(file);
    await readLog(
      { file },
      { want: () => true, platform: nodePlatform },
      {
        piece: () => {},
        take(items) {
          for (const item of items) {
            if (item.type !== 'event') continue;
            const { event } = item;
            name(event.computer);
            if (event.userSid !== undefined) addAll(found.sids, [event.userSid], wellKnownSid);
            const classic = `${event.provider} ${event.eventId}`;
            event.fields().forEach(({ name: field, value }, place) => {
              const isName =
                nameField.test(field) ||
                byEvent[String(event.eventId)]?.includes(field) === true ||
                byPlace[classic]?.includes(place) === true;
              if (isName && value.length < 300) name(value);
              addAll(found.addresses, value.match(v4) ?? [], noMachine);
              addAll(found.sids, value.match(sid) ?? [], wellKnownSid);
              addAll(found.paths, value.match(path) ?? [], /^[a-z]:\\+(?:windows|program files)/i);
              const isCertificate = certificateEvents.has(event.eventId) && field === 'Binary';
              if (isCertificate && /^[\dA-F]{40}$/i.test(value)) found.thumbprints.add(value);
            });
          }
        },
      },
    );
  }
  return found;
}

function addAll(to: Set<string>, values: readonly string[], except: RegExp): void {
  for (const value of values) if (!except.test(value) && value.length < 300) to.add(value);
}
