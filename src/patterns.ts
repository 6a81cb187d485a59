/** What the `patterns` command is made of; loaded when it is asked for. */
export { builtInPacks } from './analyze.ts';
export { NoCaseError } from './attempt-case.ts';
export { titleOfCause } from './diagnose/fill-template.ts';
export { NewFileError } from './input/new-files.ts';
export { newPattern, NewPatternError } from './new-pattern.ts';
export { createKnowledge, type Knowledge } from './pattern-knowledge.ts';
export { renderPatternPage } from './report/terminal/pattern-page.ts';
export { testPack, type CaseResult } from './test-pack.ts';
