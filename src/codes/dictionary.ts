export { codeFamilies } from './code-meaning.ts';
export type { CodeFamily, CodeMeaning } from './code-meaning.ts';
export { codeShape } from './code-shape.ts';
export {
  allCodes,
  describeCode,
  describeFact,
  formatCode,
  hex,
  meaningsOf,
  meaningsOfName,
} from './describe-code.ts';
export { families } from './families.ts';
export { codeFields, familiesOfFact } from './fields.ts';
