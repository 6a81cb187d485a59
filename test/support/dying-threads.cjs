'use strict';
// Loaded before the program (`node --require`), in it and in each of its threads: makes threads die as DYING says.
const threads = require('node:worker_threads');

const { how, after = 0, only } = JSON.parse(process.env.DYING);

const deaths = {
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('a thread of this test throws');
  },
  memory: () => {
    for (const held = []; ;) held.push(Array.from({ length: 10_000 }, Math.random));
  },
};

function dieInPlaceOfAnswers() {
  const { parentPort } = threads;
  const post = parentPort.postMessage.bind(parentPort);
  let answers = 0;
  parentPort.postMessage = (message, buffers) => {
    if (message.type === 'answer' && answers++ >= after) deaths[how]();
    post(message, buffers);
  };
}

if (threads.isMainThread && how === 'none') {
  threads.Worker = function NoThread() {
    throw new Error('this test has no more threads');
  };
} else if (!threads.isMainThread && (only === undefined || only === threads.threadId)) {
  if (how === 'start') process.exit(0);
  else dieInPlaceOfAnswers();
}
