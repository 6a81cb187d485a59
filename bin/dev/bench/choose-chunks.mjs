// Which chunk comes next. Real logs are mostly about other things; the corpus is about Remote Desktop.

/** The share of wanted records that a built input keeps to. */
const TARGET = 0.04;
const CEILING = 0.045;
/** A chunk with more wanted records than this is rationed. */
const RICH = 0.1;

/** Gives chunks without end, each with the number of its use, so that about 4 % of all records are wanted. */
export function* chooseMixed(pool) {
  const poor = endless(pool.filter((chunk) => shareOf(chunk) <= RICH));
  const rich = endless(pool.filter((chunk) => shareOf(chunk) > RICH));
  let records = 0;
  let wanted = 0;
  const fits = ({ chunk }) =>
    (wanted + chunk.wanted) / (records + chunk.records.length) <= CEILING || chunk.wanted === 0;
  for (;;) {
    const choice = (wanted < TARGET * records ? rich.take(fits) : undefined) ?? poor.take(() => true);
    records += choice.chunk.records.length;
    wanted += choice.chunk.wanted;
    yield choice;
  }
}

/** Gives the chunks in turn without end, wanted or not. */
export function* chooseAll(pool) {
  const all = endless(pool);
  for (;;) yield all.take(() => true);
}

const shareOf = ({ wanted, records }) => wanted / records.length;

/** A queue that fills itself again; what does not fit now keeps its place. */
function endless(pool) {
  const order = dealt(pool);
  let round = 0;
  let queue = [];
  return {
    take(fits) {
      if (queue.length === 0) {
        queue = order.map((chunk) => ({ chunk, round }));
        round += 1;
      }
      const index = queue.findIndex((choice) => fits(choice));
      return index < 0 ? undefined : queue.splice(index, 1)[0];
    },
  };
}

/** One chunk of each file in turn, so that a small input too has something of everything. */
function dealt(pool) {
  const files = new Map();
  for (const chunk of pool) {
    if (!files.has(chunk.file)) files.set(chunk.file, []);
    files.get(chunk.file).push(chunk);
  }
  const hands = [...files.values()];
  const longest = Math.max(...hands.map((hand) => hand.length));
  return Array.from({ length: longest }, (_, turn) => hands.flatMap((hand) => hand[turn] ?? [])).flat();
}
