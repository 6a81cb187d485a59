import type { EventSpec } from '../event-spec.ts';
import { renderEventsXml, renderEventXml } from '../event-xml.ts';
import { writeEvtx } from '../evtx-writer/index.ts';
import { jsonWriters } from '../json/index.ts';
import { azureCsv, azureWindowsEventCsv } from './azure.ts';
import { viewerCsv, viewerTxt } from './event-viewer.ts';
import { copiedText, copiedWithXml, wevtutilText } from './listing.ts';
import { shownList, shownListOfAll, shownTable } from './shown.ts';
import { clixml, csvOfXml, evtxECmdCsv, exportCsv5, toXmlLines, utf16 } from './powershell.ts';

/** Writes the events of one log in one form. */
export type FormWriter = (events: readonly EventSpec[]) => Uint8Array;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What wevtutil and Event Viewer add with `/f:RenderedXml`: texts in the language of the system. */
const rendered = (event: EventSpec): string =>
  renderEventXml(event).replace(
    '</Event>',
    `<RenderingInfo Culture='de-DE'><Message>Die Verbindung wurde hergestellt.</Message><Level>Informationen</Level><Task></Task><Opcode>Info</Opcode><Channel></Channel><Provider></Provider><Keywords></Keywords></RenderingInfo></Event>`,
  );

/** `wevtutil qe /e:Events`, one element a line. */
const wrapped = (events: readonly EventSpec[]): string =>
  `<Events>\r\n${events.map((event) => `${renderEventXml(event)}\r\n`).join('')}</Events>`;

/** What `evtx_dump.py` prints: names and times as in its own test_records.py. */
const pythonEvtx = (event: EventSpec): string =>
  renderEventXml(event)
    .replace(/SystemTime='(\d{4}-\d\d-\d\d)T([\d:]+\.\d{6})\d*Z'/, "SystemTime='$1 $2'")
    .replace('<EventID>', "<EventID Qualifiers=''>")
    .replace('<Correlation/>', "<Correlation ActivityID='' RelatedActivityID=''></Correlation>");

const xmlForms: Readonly<Record<string, FormWriter>> = {
  'Event Viewer, XML': (events) => renderEventsXml(events.toReversed(), { root: true, style: 'pretty' }),
  'wevtutil qe /f:xml': (events) => renderEventsXml(events, { root: false }),
  'wevtutil qe /f:xml /e:Events': (events) => bytes(wrapped(events)),
  'wevtutil qe, UTF-16': (events) => renderEventsXml(events, { root: false, encoding: 'utf-16le' }),
  'wevtutil qe /f:RenderedXml': (events) => bytes(events.map(rendered).join('\r\n')),
  'XML documents, one after the other': (events) =>
    bytes(
      events
        .map((event) => `<?xml version="1.0" encoding="utf-8"?>\n<Events>${renderEventXml(event)}</Events>\n`)
        .join(''),
    ),
  'python-evtx': (events) => bytes(`<Events>\n${events.map(pythonEvtx).join('\n')}\n</Events>\n`),
  'evtx_dump, XML': (events) =>
    bytes(
      events
        .map(
          (event, i) =>
            `Record ${i + 1}\n<?xml version="1.0" encoding="utf-8"?>\n${renderEventXml(event, 'pretty')}\n`,
        )
        .join(''),
    ),
};

const powerShellForms: Readonly<Record<string, FormWriter>> = {
  'Get-WinEvent, ToXml()': (events) => toXmlLines(events, (event) => renderEventXml(event)),
  'Get-WinEvent, ToXml(), Export-Clixml': (events) =>
    utf16(
      `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${events
        .map(
          (event) =>
            `<S>${renderEventXml(event).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</S>`,
        )
        .join('\r\n')}</Objs>`,
    ),
  'Get-WinEvent, Export-Clixml': clixml,
  'Get-WinEvent, Export-Csv': exportCsv5,
};

const tableForms: Readonly<Record<string, FormWriter>> = {
  'CSV with the event as XML': (events) => csvOfXml(events, (event) => renderEventXml(event, 'pretty')),
  'EvtxECmd, CSV': (events) => evtxECmdCsv(events, jsonWriters.get('evtxECmd') ?? (() => '')),
  'Event Viewer, CSV': viewerCsv,
  'Event Viewer, text': viewerTxt,
  'Azure Monitor, CSV': azureCsv,
  'Azure Monitor, CSV of WindowsEvent': azureWindowsEventCsv,
};

const listingForms: Readonly<Record<string, FormWriter>> = {
  'wevtutil qe /f:text': wevtutilText,
  'Event Viewer, copied': copiedText,
  'Event Viewer, copied with XML': copiedWithXml,
  'Get-WinEvent, Format-List *': shownListOfAll,
  'Get-WinEvent, Format-List': shownList,
  'Get-WinEvent, Format-Table': shownTable,
};

/** Every form but the many of JSON, by what docs/INPUTS.md calls it; written from their sources, not from our readers. */
export const formWriters: ReadonlyMap<string, FormWriter> = new Map([
  ['.evtx', writeEvtx],
  ...Object.entries(xmlForms),
  ...Object.entries(powerShellForms),
  ...Object.entries(tableForms),
  ...Object.entries(listingForms),
]);
