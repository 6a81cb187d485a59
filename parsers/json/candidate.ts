import { MAX_NESTING } from './json-value.ts';

/** Lists of these names hold values in the answers of servers, at the first levels of what wraps them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  // Elasticsearch and OpenSearch: hits.hits (their documentation of the search API).
  'hits',
  // OTLP in JSON: resourceLogs, scopeLogs, logRecords (opentelemetry-proto, logs.proto; read in source).
  'resourcelogs',
  'scopelogs',
  'instrumentationlibrarylogs',
  'logrecords',
  // Splunk: results; Kafka's REST proxy, Kinesis and Event Hubs: records; Graylog: messages; others: seen in samples.
  'results',
  'records',
  'messages',
  'events',
  'rows',
  'items',
]);

const COLUMNS = 'columns';
const ROWS = 'rows';

/** What ConvertTo-Json of Windows PowerShell 5 puts around some lists: { "value": […], "Count": n }. Seen in samples. */
const OUTERMOST_WRAPPER = 'value';

/** A whole export that xmltodict, xml2js and the like made JSON of: { "Events": { "Event": […] } }, as the elements are in XML. */
const ROOT = 'events';
const ELEMENT = 'event';

/** So deep are the lists that wrap values. */
const WRAPPER_DEPTH = 3;
/** No name of those above is longer. */
const WORD = 32;

/** A JSON value while it is being read: how deep the reading is in it, and what may stand there. */
export class Candidate {
  readonly offset: number;
  readonly kind: 'object' | 'list' | 'text';
  /** It stands beside the list of values: it is no event itself, but may hold such a list. */
  readonly isAside: boolean;
  /** Only its end is still looked for. */
  isDropped = false;
  isInText = false;
  isEscaped = false;
  names = 0;
  /** The latest text, as far as it matters. */
  word = '';
  /** What stood before, but for space. */
  last: 'open' | 'colon' | 'comma' | 'value' = 'open';
  /** What is open: true for objects. */
  readonly #levels: boolean[] = [];
  /** Levels below those: what is so deep is dropped, and only its end matters. */
  #deeper = 0;
  readonly #nameAt: string[] = [];
  /** Where names of columns stand, behind which rows are to be expected. */
  #columnsAt = -1;

  constructor(offset: number, kind: 'object' | 'list' | 'text', isAside: boolean, name: string) {
    this.offset = offset;
    this.kind = kind;
    this.isAside = isAside;
    if (kind === 'text') this.isInText = true;
    else this.#levels.push(kind === 'object');
    // A list beside the values may be one of values, too.
    if (kind === 'list') this.#nameAt.push(name.toLowerCase());
  }

  get depth(): number {
    return this.#levels.length + this.#deeper;
  }

  /** Whether a value may stand here. */
  takesValue(): boolean {
    if (this.last === 'colon') return true;
    return this.#levels.at(-1) === false && (this.last === 'open' || this.last === 'comma');
  }

  /** Whether the reading is at the first element of a list that wraps values. */
  isWrapper(): boolean {
    const { depth } = this;
    if (this.last !== 'open' || this.#levels[depth - 1] !== false || depth > WRAPPER_DEPTH + 1) return false;
    const isOwn = this.kind === 'list' && depth === 1;
    const name = isOwn ? this.#nameAt[0] : this.#nameAt[depth - 2];
    if (!isOwn && this.#levels[depth - 2] !== true) return false;
    return (
      WRAPPERS.has(name ?? '') ||
      (name === OUTERMOST_WRAPPER && depth === 2) ||
      (name === ELEMENT && this.#nameAt[depth - 3] === ROOT)
    );
  }

  /**
   * Whether the reading is at the first of the rows of a table, a list each, with what its columns are called before: the
   * answers of Azure's query APIs, `{ "tables": [{ "name", "columns": [{ "name", "type" }], "rows": [[…]] }] }` (documented).
   */
  isTable(): boolean {
    const { depth } = this;
    if (this.last !== 'open' || this.#levels[depth - 1] !== false || depth > WRAPPER_DEPTH + 1) return false;
    return this.#nameAt[depth - 2] === ROWS && this.#columnsAt === depth - 1;
  }

  levels(): readonly boolean[] {
    return this.#levels;
  }

  open(isObject: boolean): void {
    if (this.#levels.length > MAX_NESTING) this.#deeper++;
    else this.#levels.push(isObject);
    this.last = 'open';
  }

  close(): void {
    if (this.#deeper > 0) this.#deeper--;
    else this.#levels.pop();
    this.last = 'value';
  }

  beginText(): void {
    this.isInText = true;
    this.word = '';
  }

  addText(text: string): void {
    if (this.word.length < WORD) this.word += text.slice(0, WORD);
  }

  endText(text: string): void {
    this.addText(text);
    this.isInText = false;
    this.last = 'value';
  }

  /** The latest text was a name. */
  nameValue(): void {
    this.names++;
    this.last = 'colon';
    if (this.depth > WRAPPER_DEPTH) return;
    const name = this.word.toLowerCase();
    this.#nameAt[this.depth - 1] = name;
    if (name === COLUMNS) this.#columnsAt = this.depth;
  }
}
