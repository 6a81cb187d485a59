import { spawnSync } from 'node:child_process';
import { XMLParser } from 'fast-xml-parser';

/** What a reader that is no part of this project found in a record. */
export interface ReadEvent {
  /** Attributes and text of the System block, by their names in the XML; absent where empty. */
  readonly system: Readonly<Record<string, string>>;
  /** Name of the element after System, and of the one in it if there is one. */
  readonly payload: readonly string[];
  readonly fields: readonly (readonly [name: string, text: string])[];
}

/** What python-evtx found in a file. */
export interface PythonReport {
  readonly fileHeader: boolean;
  /** For each chunk: checksums hold, and the names and templates of all records are in its two tables. */
  readonly chunks: readonly { readonly verified: boolean; readonly tablesComplete: boolean }[];
  readonly recordSizesAgree: boolean;
  readonly recordIds: readonly number[];
  readonly events: readonly ReadEvent[];
}

const OUTPUT_LIMIT = 256 * 1024 * 1024;

const PYTHON_SCRIPT = `
import json, re, sys
import Evtx.Evtx as evtx
def text(record):
    return re.sub(r'&#(\\d+);', lambda m: chr(int(m.group(1))), record.xml())
report = {'chunks': [], 'recordSizesAgree': True, 'recordIds': [], 'xml': []}
with evtx.Evtx(sys.argv[1]) as log:
    report['fileHeader'] = log.get_file_header().verify()
    for chunk in log.chunks():
        chunk._load_strings()
        chunk._load_templates()
        listed = set(chunk._strings), set(chunk._templates)
        for record in chunk.records():
            report['recordSizesAgree'] &= record.verify()
            report['recordIds'].append(record.record_num())
            if sys.argv[2] == 'xml':
                report['xml'].append(text(record))
        complete = (set(chunk._strings), set(chunk._templates)) == listed
        report['chunks'].append({'verified': chunk.verify(), 'tablesComplete': complete})
json.dump(report, sys.stdout)
`;

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

const python = ['/usr/bin/python3', 'python3'].find((name) => runs(name, ['-c', 'import Evtx']));

/** Readers that are not installed; on a build server every reader must be there. */
export const missing = process.env['CI']
  ? { evtxexport: false, pythonEvtx: false }
  : { evtxexport: !runs('evtxexport', ['-V']), pythonEvtx: python === undefined };

function output(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: OUTPUT_LIMIT,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** Returns the events that evtxexport finds: those of the log, or those it recovers from slack. */
export function readWithEvtxexport(file: string, mode: 'items' | 'recovered' = 'items'): ReadEvent[] {
  const text = output('evtxexport', ['-f', 'xml', '-m', mode, file]);
  return [...text.matchAll(/<Event .*?<\/Event>/gs)].map(([xml]) => readEventXml(xml));
}

/** Returns what python-evtx finds; `headers` leaves out the events, which it cannot read without a template. */
export function readWithPythonEvtx(file: string, what: 'xml' | 'headers' = 'xml'): PythonReport {
  const text = output(python ?? 'python3', ['-c', PYTHON_SCRIPT, file, what]);
  const { xml, ...report } = JSON.parse(text) as Omit<PythonReport, 'events'> & { xml: string[] };
  return { ...report, events: xml.map(readEventXml) };
}

interface XmlNode {
  readonly [name: string]: string | XmlNode | (string | XmlNode)[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** Reads one event as either tool prints it. */
export function readEventXml(xml: string): ReadEvent {
  const { Event: event } = parser.parse(xml) as { Event: XmlNode };
  const payload = elements(event).find(([name]) => name !== 'System');
  const [root] = payload?.[0] === 'UserData' ? elements(payload[1]) : [];
  return {
    system: flatten(event['System'] as XmlNode),
    payload: [payload?.[0], root?.[0]].filter((name) => name !== undefined),
    fields: elements(root?.[1] ?? payload?.[1] ?? {}).map(([name, node]) => field(name, node)),
  };
}

function elements(node: string | XmlNode): [name: string, node: string | XmlNode][] {
  if (typeof node === 'string') return [];
  const children = Object.entries(node).filter(([name]) => name !== '#text' && !name.startsWith('@'));
  return children.flatMap(([name, value]) =>
    [value].flat().map((item): [string, typeof item] => [name, item]),
  );
}

function field(name: string, node: string | XmlNode): [string, string] {
  if (typeof node === 'string') return [name, node];
  const { '@Name': attribute, '#text': text } = node;
  return [
    typeof attribute === 'string' ? `${name} ${attribute}` : name,
    typeof text === 'string' ? text : '',
  ];
}

function flatten(system: XmlNode): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, node] of elements(system)) {
    const parts = typeof node === 'string' ? { '#text': node } : node;
    for (const [key, value] of Object.entries(parts)) {
      if (typeof value === 'string' && value.trim() !== '') found[name + key.replace('#text', '')] = value;
    }
  }
  return found;
}
