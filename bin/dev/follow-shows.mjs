// npm run follow-shows [-- --seeds N --kills N --series N]: what following promises, in more runs than the test suite has time for:
// the verdicts of the finished logs, each once and soon, and an output that kill -9 does not change.
import { parseArgs } from 'node:util';
import { runNode, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    kills: { type: 'string', default: '50' },
    series: { type: 'string', default: '20' },
  },
});
setUp();
process.env.RDPWHY_FOLLOW_SEEDS = values.seeds;
process.env.RDPWHY_FOLLOW_KILLS = values.kills;
process.env.RDPWHY_FOLLOW_SERIES = values.series;
const tests = ['test/cli/follow-kills.test.ts', 'test/follow.test.ts', 'test/follow-state.test.ts'];
runNode('node_modules/vitest/vitest.mjs', ['run', '--no-file-parallelism', ...tests]);
