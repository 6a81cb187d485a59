/**
 * How far an attempt came, in order. A stage is reached when an event shows that it began.
 * The order is the one of the protocol's connection sequence, [MS-RDPBCGR] 1.3.1.1.
 */
export const stages = [
  'network',
  'negotiation',
  'tls',
  'authentication',
  'authorization',
  'licensing',
  'session',
  'desktop',
] as const;
export type Stage = (typeof stages)[number];

/** The place of a stage in the order; -1 for none, so that any stage is later. */
export const stageRank = (stage: Stage | undefined): number =>
  stage === undefined ? -1 : stages.indexOf(stage);

export const causeClasses = [
  'network',
  'listener',
  'tls-certificate',
  'tls-protocol',
  'credssp',
  'nla-kerberos',
  'credentials',
  'account',
  'authorization',
  'licensing',
  'session-limit',
  'session-state',
  'resources',
  'service',
  'gateway',
  'broker',
  'client',
  'udp',
  'bruteforce',
  'rdp-wrapper',
  'normal',
  'other',
] as const;
export type CauseClass = (typeof causeClasses)[number];

export const actors = [
  'user',
  'client',
  'network',
  'host',
  'directory',
  'licensing',
  'gateway',
  'outsider',
] as const;
export type Actor = (typeof actors)[number];

/** How sure an answer is; a ladder, weakest first. */
export const confidences = ['possible', 'likely', 'certain'] as const;
export type Confidence = (typeof confidences)[number];

/** The weaker of two confidences. */
export const weakest = (a: Confidence, b: Confidence): Confidence =>
  confidences.indexOf(a) <= confidences.indexOf(b) ? a : b;

/** The surer of two confidences. */
export const surer = (a: Confidence, b: Confidence): Confidence => (weakest(a, b) === a ? b : a);

/** Where a fact of ours comes from. `community` and `inferred` cap the confidence at `likely`. */
export const bases = ['documented', 'manifest', 'sample', 'community', 'inferred'] as const;
export type Basis = (typeof bases)[number];

export const risks = [
  'safe',
  'service-interruption',
  'data-loss',
  'lockout',
  'security-lowering',
  'unsupported',
] as const;
export type Risk = (typeof risks)[number];

/** What ties an event to its attempt, strongest first. */
export type LinkKind =
  | 'activity-id'
  | 'connection-name'
  | 'client-endpoint'
  | 'logon-id'
  | 'session-id'
  | 'sequence'
  | 'time-only';
