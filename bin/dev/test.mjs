// npm test [-- ARGS…]: installs if needed, builds if needed, runs the whole suite.
import { runNode, setUp } from './setup.mjs';

setUp();
runNode('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
