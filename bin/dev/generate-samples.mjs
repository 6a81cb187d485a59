// npm run samples: writes samples/**/*.evtx and the reports on them anew. The generator is TypeScript, which Node 20
// cannot load by itself, so it runs where TypeScript runs anyway: in the test that compares the samples.
import { runNode } from './setup.mjs';

process.env.RDPWHY_WRITE_SAMPLES = '1';
runNode('node_modules/vitest/vitest.mjs', ['run', 'test/samples.test.ts', '--update']);
