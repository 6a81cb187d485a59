// The flags that say what is simulated.

export const simulationFlags = {
  hosts: { type: 'string', default: '10' },
  attempts: { type: 'string', default: '100' },
  seed: { type: 'string', default: '7' },
  noise: { type: 'string', default: '0.5' },
  missing: { type: 'string', default: '0.1' },
};

/** Reads a number that must not be negative; a person's mistake ends the program. */
function numberFlag(flags, name) {
  const number = Number(flags[name]);
  if (Number.isFinite(number) && number >= 0) return number;
  console.error(`--${name}: expected a number from 0 up, found '${flags[name]}'`);
  return process.exit(2);
}

/** The simulation that the flags ask for. */
export const simulationOf = (flags) =>
  Object.fromEntries(Object.keys(simulationFlags).map((name) => [name, numberFlag(flags, name)]));
