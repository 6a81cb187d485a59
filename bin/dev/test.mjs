// npm test [-- ARGS…]: installs if needed, builds if needed, runs the whole suite.
import { run, setUp } from './setup.mjs';

setUp();
run('npx', ['vitest', 'run', ...process.argv.slice(2)]);
