// Joins the compiled program into few files: a module of its own costs a quarter of a millisecond to load, and an analysis
// needs more than two hundred of them. They are CommonJS, which Node loads at once and not by way of promises: 15 ms.
import { writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

// Two folders below dist, as the sources that look for dist/patterns.json are.
const dir = 'dist/bundle/cli';
const bundle = await rolldown({
  input: {
    main: 'dist/src/cli/main.js',
    'read-worker': 'dist/src/read-worker.js',
    'channel-process': 'dist/src/windows/channel-process.js',
  },
  platform: 'node',
  // Packages stay where npm puts them.
  external: /^[^./]/,
});
await bundle.write({
  dir,
  format: 'cjs',
  cleanDir: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
writeFileSync('dist/bundle/package.json', '{ "type": "commonjs" }\n');
