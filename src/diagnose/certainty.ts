import type { LinkedEvent } from '../model/attempt.ts';
import { confidences, weakest, type Basis, type Confidence, type LinkKind } from '../model/vocabulary.ts';

export interface Grounds {
  /** What the sign claims when everything else is in order. */
  readonly claimed: Confidence;
  /** Where the knowledge comes from. */
  readonly basis: Basis;
  readonly evidence: readonly LinkedEvent[];
  /** How many events speak against it. */
  readonly contradictions: number;
  /** Whether nothing says that it was about Remote Desktop at all. */
  readonly isUnproven: boolean;
}

/**
 * The ladder: how sure a verdict is. It starts at what the sign claims and only ever goes down: to the weakest tie
 * among the evidence, to what the source of the knowledge allows, to a possibility where nothing says that it was about
 * Remote Desktop, and one rung when something contradicts. The number of events never raises it: a record that was
 * copied a hundred times is still one record.
 */
export function certainty(grounds: Grounds): Confidence {
  let result = weakest(grounds.claimed, capOfBasis(grounds.basis));
  if (grounds.isUnproven) result = 'possible';
  for (const link of grounds.evidence) result = weakest(result, capOfLink(link));
  return grounds.contradictions > 0 ? oneDown(result) : result;
}

const capOfBasis = (basis: Basis): Confidence =>
  basis === 'community' || basis === 'inferred' ? 'likely' : 'certain';

/** An event that would fit another attempt as well proves little about this one. */
const capOfLink = (link: LinkedEvent): Confidence =>
  (link.rivals ?? 0) > 0 ? 'possible' : capOfKind(link.by);

function capOfKind(by: LinkKind): Confidence {
  switch (by) {
    case 'activity-id':
    case 'connection-name':
    case 'client-endpoint':
    case 'logon-id':
    case 'session-id':
      return 'certain';
    case 'sequence':
    case 'time-only':
      return 'likely';
  }
}

const oneDown = (confidence: Confidence): Confidence =>
  confidences[Math.max(0, confidences.indexOf(confidence) - 1)] ?? 'possible';
