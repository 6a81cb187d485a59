// Why a mutation of a tally changes nothing, whatever the log.
import { confidences, stageRank, weakest } from '../../../dist/src/model/vocabulary.js';
import { capOf } from './same-by-nature.mjs';

/** Whether each counted attempt alone makes the tally hold, so that it is all the same whose are counted together. */
export const isAnyEnough = (tally) =>
  tally.count <= 1 &&
  tally.clients <= 1 &&
  tally.share === 0 &&
  tally.regular === undefined &&
  hasAddress(tally);

/** How sure the surest attempt can be that a tally counts: the tally is no surer. */
export function surestOf(tally, rows, patterns) {
  if (mayHaveSucceeded(tally)) return 'certain';
  if (tally.unexplained) return 'possible';
  if (tally.causes.length === 0) return 'certain';
  const found = patterns.filter(({ id }) => tally.causes.includes(id));
  const caps = new Set(
    found.flatMap(({ basis, signs }) =>
      signs
        .filter((sign) => canBeOf(tally, sign, rows))
        .map((sign) => weakest(sign.confidence, capOf(basis, sign))),
    ),
  );
  return confidences.findLast((rung) => caps.has(rung)) ?? 'possible';
}

/** Nothing that makes an attempt a success is of an earlier stage: it is a logon or a session. */
const mayHaveSucceeded = ({ outcomes, reachedAtMost }) =>
  (outcomes.length === 0 || outcomes.includes('succeeded')) &&
  (reachedAtMost === undefined || stageRank(reachedAtMost) >= stageRank('authentication'));

function canBeOf(tally, { all, reachedAtLeast }, rows) {
  if (tally.reachedAtMost && stageRank(reachedAtLeast) > stageRank(tally.reachedAtMost)) return false;
  // The client's own log knows no address of the client.
  return !(hasAddress(tally) && all.some(({ kinds }) => areOfClient(kinds, rows)));
}

const areOfClient = (kinds, rows) =>
  rows.every((row) => !kinds.includes(row.kind) || row.provider.endsWith('ClientActiveXCore'));

const hasAddress = ({ from, clientOf }) => from !== undefined || clientOf.length > 0;
