import { certificateRules } from './fact-rules/certificate-rules.ts';
import { licensingRules } from './fact-rules/licensing-rules.ts';
import { listenerRules } from './fact-rules/listener-rules.ts';
import type { FactRule } from './fact-rules/rule.ts';
import { signInRules } from './fact-rules/sign-in-rules.ts';

/**
 * What the machine was found to be, tied to causes. What changes by itself, such as a service that stopped, only speaks
 * for a cause: that it runs now says nothing of then. What somebody has to change also speaks against one.
 */
export const factRules: readonly FactRule[] = [
  ...listenerRules,
  ...certificateRules,
  ...licensingRules,
  ...signInRules,
];
