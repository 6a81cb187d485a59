// Simulates a fleet and sends its records, a minute of them whenever it is asked.
import { setUpSimulator } from '../simulator/set-up.mjs';

const MINUTE = 60e6;
const simulation = JSON.parse(process.argv[2]);
const { simulateFleet } = await setUpSimulator('simulate-fleet.js');
const records = lives();
let next = records.next().value;
let from = next.filed;

process.on('message', () => {
  const lot = [];
  for (; next.filed < from + MINUTE; next = records.next().value) lot.push(plain(next));
  const { user, system } = process.cpuUsage();
  process.send({ from, records: lot, cpu: (user + system) / 1e6 });
  from += MINUTE;
});

/** Lives without end: each fleet begins anew when it is over. */
function* lives() {
  for (let round = 0; ; round += 1) yield* simulateFleet({ ...simulation, seed: simulation.seed + round });
}

function plain(record) {
  const { provider, channel, computer, eventId, recordId, time, filed, version, level } = record;
  const { activityId, processId, threadId, userSid } = record;
  return {
    provider,
    channel,
    computer,
    eventId,
    recordId,
    time,
    filed,
    version,
    level,
    ...(activityId !== undefined && { activityId }),
    ...(processId !== undefined && { processId }),
    ...(threadId !== undefined && { threadId }),
    ...(userSid !== undefined && { userSid }),
    fields: record.fields(),
  };
}
