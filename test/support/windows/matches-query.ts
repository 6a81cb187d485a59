/** Says whether an event is asked for, by the part of XPath that our queries are made of; anything else is refused. */
export function matchesQuery(query: string, xml: string): boolean {
  if (query === '*') return true;
  const conditions = /^\*\[System\[(.+)\]\]$/.exec(query)?.[1];
  if (conditions === undefined) throw new Error(`no such query: ${query}`);
  const eventId = Number(/<EventID[^>]*>(\d+)/.exec(xml)?.[1]);
  const recordId = Number(/<EventRecordID>(\d+)/.exec(xml)?.[1]);
  const words = conditions
    // How old a record is plays no part: all are new here.
    .replaceAll(/TimeCreated\[timediff\(@SystemTime\) <= \d+\]/g, 'true')
    .replaceAll(/EventID\b/g, String(eventId))
    .replaceAll(/EventRecordID\b/g, String(recordId))
    .match(/\(|\)|and|or|true|\d+|>=|<=|=|>/g);
  return readOr([...(words ?? [])]);
}

function readOr(words: string[]): boolean {
  let value = readAnd(words);
  while (words[0] === 'or') {
    words.shift();
    const right = readAnd(words);
    value ||= right;
  }
  return value;
}

function readAnd(words: string[]): boolean {
  let value = readTerm(words);
  while (words[0] === 'and') {
    words.shift();
    const right = readTerm(words);
    value &&= right;
  }
  return value;
}

function readTerm(words: string[]): boolean {
  const first = words.shift();
  if (first === 'true') return true;
  if (first === '(') {
    const value = readOr(words);
    words.shift();
    return value;
  }
  const [sign, right] = [words.shift(), Number(words.shift())];
  const left = Number(first);
  if (sign === '=') return left === right;
  if (sign === '>=') return left >= right;
  if (sign === '<=') return left <= right;
  return left > right;
}
