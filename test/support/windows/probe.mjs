// Follows channels of a fake of Windows by the built program's own parts, in a process of its own, until a file named
// `stop` appears. node probe.mjs DIST LIBRARY FOLDER OUT CHANNEL…: OUT gets a line of JSON for each record and note.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, library, folder, out, ...channels] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(dist, 'src/windows', file)).href);
const [{ connectChannels }, { startProcess }] = await Promise.all([
  load('live-channels.js'),
  load('channel-child.js'),
]);
const say = (line) => appendFileSync(out, `${JSON.stringify(line)}\n`);
const place = `${out}.cursors`;
const cursors = existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {};

const live = await connectChannels(
  channels.map((channel) => ({ channel, query: '*' })),
  {
    isCore: () => true,
    start: startProcess(library),
    run: async () => ({ code: -1, stdout: '', stderr: '' }),
  },
);
say({ by: live.by });
const sources = live.find().map(({ name, open }) =>
  open(
    {
      asked: {},
      event: (event) => say({ channel: name, id: event.recordId, user: event.get('TargetUserName') }),
      note: (note) => say({ channel: name, note }),
    },
    cursors[name],
  ),
);
while (!existsSync(join(folder, 'stop'))) {
  for (const source of sources) source.poll();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
writeFileSync(place, JSON.stringify(Object.fromEntries(sources.map(({ name, cursor }) => [name, cursor()]))));
for (const source of sources) source.end();
rmSync(join(folder, 'stop'));
say({ ended: true });
