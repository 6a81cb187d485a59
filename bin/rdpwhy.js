#!/usr/bin/env node
'use strict';
// CommonJS, as the bundle is: Node's loader for modules of the other kind costs 15 ms.
// Node 22 and later keep compiled code between runs.
require('node:module').enableCompileCache?.();
require('../dist/bundle/cli/main.js');
