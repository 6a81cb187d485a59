// What following shows of verdicts; apart from the other renderers, for what it is made of takes time to load.
export { liveView } from './report/live-view.ts';
export { formText } from './report/input-faults.ts';
export { isOfPerson } from './report/match-person.ts';
export { floodJson, verdictJson, verdictLine } from './report/verdict-line.ts';
export { zonedClock } from './report/in-zone.ts';
export { fileName } from './report/words.ts';
