// npm run quickstart [-- PATH…]: installs, builds and explains the logs at PATH, or the samples.
import { runNode, setUp } from './setup.mjs';

const given = process.argv.slice(2);
const caller = process.env.INIT_CWD ?? process.cwd();
setUp();
const path = await import('node:path');
// A path is meant from where the person stands, options are passed on as they are.
const paths = given.map((arg) => (arg.startsWith('-') ? arg : path.resolve(caller, arg)));
const { readdirSync } = await import('node:fs');
const samples = readdirSync('samples', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const runs = paths.length > 0 ? [paths] : samples.map((entry) => [`samples/${entry.name}`]);
for (const args of runs) runNode('bin/rdpwhy.js', ['analyze', ...args]);
if (paths.length === 0) console.log('Your own logs: npm run quickstart -- PATH');
