// npm run oracles: compares with the other readers of event logs on all files of the corpus, also the slow one, and
// says how much was compared. RDPWHY_EVTX_DUMP: where evtx_dump is, if it is not on PATH.
import { runNode } from './setup.mjs';

process.env.RDPWHY_ORACLES = 'all';
const tests = ['test/oracles', 'test/parsers/evtx/windows-export.test.ts'];
runNode('node_modules/vitest/vitest.mjs', ['run', ...tests, ...process.argv.slice(2)]);
