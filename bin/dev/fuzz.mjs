// npm run fuzz [-- --minutes N --seed N --only WORD]: feeds the readers with what nobody should write, 10 minutes by default. The
// fuzzer is TypeScript, which Node 20 cannot load by itself, so it runs where TypeScript runs anyway: as a test.
import { parseArgs } from 'node:util';
import { runNode } from './setup.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
process.env.RDPWHY_FUZZ_MINUTES = values.minutes;
if (values.seed !== undefined) process.env.RDPWHY_FUZZ_SEED = values.seed;
if (values.only !== undefined) process.env.RDPWHY_FUZZ_ONLY = values.only;
runNode('node_modules/vitest/vitest.mjs', ['run', 'test/fuzz/long.test.ts']);
