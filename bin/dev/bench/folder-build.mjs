// Builds a folder as a machine's own logs are: 300 of them, of which eight bear on Remote Desktop.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The logs of a real server that bear on a connection. */
const MATTER =
  /RdpCoreTS%4Operational|LocalSessionManager|RemoteConnectionManager%4|RDPClient|^(?:Security|System|Application)\./;
/** About what Windows makes of a log that was hardly written to: one step of growth. */
const RECORDS = 2500;

/** Makes the two folders, where they are not there yet, and says what is in them. */
export async function buildFolders(corpus, folder, others) {
  const { writeEvtx } = await import('../../../dist/test/support/evtx-writer/index.js');
  const alone = join(folder, 'alone');
  const among = join(folder, `among-${others}`);
  for (const place of [alone, among]) mkdirSync(place, { recursive: true });
  const source = join(corpus, 'server-2012r2');
  const matter = readdirSync(source).filter((name) => MATTER.test(name));
  for (const name of matter)
    for (const place of [alone, among]) copyFileSync(join(source, name), join(place, name));
  for (let i = 0; i < others; i += 1) {
    const file = join(among, `Contoso-Component${i}%4Operational.evtx`);
    if (!existsSync(file)) writeFileSync(file, writeEvtx(recordsOf(i)));
  }
  return { alone, among, matter: matter.length };
}

const recordsOf = (component) =>
  Array.from({ length: RECORDS }, (_, i) => ({
    provider: `Contoso-Component${component}`,
    providerGuid: `{0c0ffee0-0000-4000-8000-${component.toString(16).padStart(12, '0')}}`,
    eventId: 100 + (i % 40),
    time: 1_600_000_000_000_000 + i * 1_000_000,
    recordId: i + 1,
    channel: `Contoso-Component${component}/Operational`,
    computer: 'HOST.contoso.example',
    payload: {
      type: 'event-data',
      fields: [
        { name: 'Name', value: `item ${i} of component ${component}` },
        { name: 'Detail', value: 'x'.repeat(100 + (i % 50)) },
        { name: 'Count', value: i },
      ],
    },
  }));
