#!/usr/bin/env node
'use strict';
// CommonJS, as the bundle is: Node's loader for modules of the other kind costs 15 ms.
const { enableCompileCache } = require('node:module');
// Node 22 and later keep compiled code between runs and are slow to optimise it. Node 20 optimises so eagerly that a short
// run spends half its time on it, unless it is told to count four times as far before.
if (enableCompileCache) enableCompileCache();
else require('node:v8').setFlagsFromString('--interrupt-budget=264000');
require('../dist/bundle/cli/main.js');
