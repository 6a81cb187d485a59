#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between runs.
module.enableCompileCache?.();
module.createRequire(import.meta.url)('../dist/bundle/cli/main.js');
