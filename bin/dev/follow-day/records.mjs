// The records of a fleet that is followed, from a process of their own: what it needs is not counted with what follows them.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts the simulator; it is asked minute by minute. */
export function startRecords(simulation) {
  const child = fork(
    fileURLToPath(new URL('write-records.mjs', import.meta.url)),
    [JSON.stringify(simulation)],
    {
      serialization: 'advanced',
      execArgv: [],
    },
  );
  let answered;
  child.on('message', (lot) => answered(lot));
  child.on('exit', (code) => code && process.exit(code));
  /** Gives the records of the next minute of logs, when they begin, and what all cost so far. */
  const next = () =>
    new Promise((resolve) => {
      answered = resolve;
      child.send('next');
    });
  return { next, stop: () => child.disconnect() };
}

/** A record as a reader gives it. */
export const rawEvent = ({ fields, ...record }) => ({
  ...record,
  get: (name) => fields.find((field) => field.name === name)?.value,
  fields: () => fields,
});
