import type {
  LogPlace,
  LogReader,
  LogStatus,
  ParseItem,
  ReaderOptions,
  RecordObserver,
} from '../log-reader.ts';
import type { ParseProblem } from '../parse-problem.ts';
import type { RawEvent } from '../raw-event.ts';
import { CHUNK_HEADER, CHUNK_SIZE, createChunk, readChunkHeader } from './chunk.ts';
import { crc32 } from './crc32.ts';
import { createEvent } from './event.ts';
import type { FileHeader } from './file-header.ts';
import { FILE_HEADER_BLOCK, readFileHeader, UNKNOWN_HEADER } from './file-header.ts';
import { createTally, integrityOf } from './integrity.ts';
import { filetimeMicroseconds } from './filetime.ts';
import { createReaderMemory } from './reader-memory.ts';
import { createRecovery, type Recovery } from './recover.ts';
import { findRemains } from './remains.ts';
import type { RecordWalk } from './record.ts';
import { createWalk, nextRecord, RECORD_HEADER } from './record.ts';
import type { Chunk, Fault, Host, Instance, SystemFields } from './structures.ts';
import { fieldNumber, fieldTime, sharedText, systemFields } from './system.ts';
import { createInstance, openFragmentAt } from './template.ts';
import { utf16 } from './utf16.ts';

/**
 * Makes a reader of the binary Windows event log. It holds at most one chunk of 64 KiB, whatever the pieces it
 * is fed. libyal "Windows XML Event Log (EVTX) format"; BinXML also [MS-EVEN6] 2.2.12.
 */
export function createEvtxReader(options: ReaderOptions): LogReader {
  return new EvtxReader(options);
}

class EvtxReader implements LogReader {
  readonly #options: ReaderOptions;
  readonly #host: Host;
  readonly #recovery: Recovery | undefined;
  readonly #instance: Instance = createInstance();
  #problems: ParseProblem[] = [];
  #file: FileHeader = UNKNOWN_HEADER;
  #records = 0;
  #damaged = false;
  #staleChecksums = false;
  #ended = false;

  /** Offset of the block being gathered: the file header's or a chunk's. */
  #start = 0;
  #held = 0;
  #buffer = new Uint8Array(0);
  /** The other buffer: events of the last block may still be in use while the next one is gathered. */
  #spare = new Uint8Array(0);

  constructor(options: ReaderOptions) {
    this.#host = {
      utf16: options.platform?.utf16 ?? utf16,
      crc32: options.platform?.crc32 ?? crc32,
      report: (code, offset, reading, detail, recordId) => {
        if (code === 'bad-checksum') this.#staleChecksums = true;
        else this.#damaged = true;
        this.#problems.push({
          code,
          offset,
          reading,
          detail,
          ...(recordId === undefined ? {} : { recordId }),
        });
      },
      tally: options.tally ?? createTally(),
      ...(options.memory ?? createReaderMemory()),
    };
    this.#recovery = options.recover === true ? createRecovery(this.#host, options.want) : undefined;
    this.#options = { ...options, ...observers(options.observe, this.#recovery?.observe) };
    if (options.from !== undefined) this.#beginAt(options.from);
  }

  #beginAt({ offset, header }: LogPlace): void {
    this.#start = offset;
    this.#file = readFileHeader(header, { ...this.#host, report: () => {}, tally: createTally() });
  }

  *feed(bytes: Uint8Array): Generator<ParseItem, void, undefined> {
    let at = 0;
    while (at < bytes.length) {
      const size = this.#start === 0 ? FILE_HEADER_BLOCK : CHUNK_SIZE;
      const taken = Math.min(size - this.#held, bytes.length - at);
      const block = this.#gather(bytes, at, taken, size);
      at += taken;
      if (block !== undefined) yield* this.#readBlock(block);
    }
    yield* this.#takeProblems();
  }

  *end(): Generator<ParseItem, void, undefined> {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#start === 0 && this.#held === 0) {
      this.#host.report('empty-input', 0, 'file header', 'expected an event log, found no bytes');
      this.#damaged = false;
    }
    if (this.#held > 0) yield* this.#readBlock(this.#buffer.subarray(0, this.#held));
    else this.#checkCount();
    yield* this.#takeProblems();
    for (const event of this.#recovery?.events() ?? []) yield { type: 'event', event };
  }

  status(): LogStatus {
    const integrity = integrityOf(this.#host.tally);
    return { format: 'evtx', records: this.#records, state: this.#state(), integrity };
  }

  #state(): LogStatus['state'] {
    // A log in use is copied with stale checksums: that alone loses nothing.
    if (this.#damaged || (this.#staleChecksums && !this.#file.dirty)) return 'damaged';
    // What was in use when it was copied may have had records that are not in the copy.
    if (this.#file.dirty) return 'dirty';
    return this.#records === 0 ? 'empty' : 'clean';
  }

  /** Returns the next whole block, or keeps the bytes; a block that is whole in the input is not copied. */
  #gather(bytes: Uint8Array, at: number, taken: number, size: number): Uint8Array | undefined {
    if (taken === size) return new Uint8Array(bytes.buffer, bytes.byteOffset + at, size);
    if (this.#held === 0) {
      if (this.#spare.length < size) this.#spare = new Uint8Array(CHUNK_SIZE);
      [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
    }
    this.#buffer.set(bytes.subarray(at, at + taken), this.#held);
    this.#held += taken;
    return this.#held === size ? this.#buffer.subarray(0, size) : undefined;
  }

  *#readBlock(block: Uint8Array): Generator<ParseItem, void, undefined> {
    const start = this.#start;
    this.#held = 0;
    this.#start += start === 0 ? FILE_HEADER_BLOCK : CHUNK_SIZE;
    if (start === 0) this.#file = readFileHeader(block, this.#host);
    else yield* this.#readChunk(createChunk(block, start, this.#host));
    yield* this.#takeProblems();
  }

  /** Notices an input that was cut between two chunks. */
  #checkCount(): void {
    const chunks = Math.max(0, (this.#start - FILE_HEADER_BLOCK) / CHUNK_SIZE);
    const { chunkCount } = this.#file;
    if (chunks >= chunkCount) return;
    this.#host.report('truncated', this.#start, 'chunk', `expected ${chunkCount} chunks, found ${chunks}`);
  }

  *#readChunk(chunk: Chunk): Generator<ParseItem, void, undefined> {
    const index = (chunk.start - FILE_HEADER_BLOCK) / CHUNK_SIZE;
    const promised = !this.#file.dirty && index < this.#file.chunkCount;
    const header = readChunkHeader(chunk, this.#file, promised);
    const cut = chunk.length < CHUNK_SIZE && (header !== undefined || chunk.length < CHUNK_HEADER);
    if (cut && chunk.bytes.some((byte) => byte !== 0)) {
      const detail = `expected ${CHUNK_SIZE} bytes, found ${chunk.length}`;
      this.#host.report('truncated', chunk.start + chunk.length, 'chunk', detail);
    }
    if (header === undefined) return;
    const walk = createWalk(chunk, header);
    for (;;) {
      const event = this.#nextWanted(walk);
      if (this.#problems.length > 0) yield* this.#takeProblems();
      if (event === undefined) break;
      yield { type: 'event', event };
    }
    const remains = findRemains(walk);
    this.#recovery?.keep(chunk, remains);
  }

  /** Reads on to the next event that is wanted; the way there allocates nothing. */
  #nextWanted(walk: RecordWalk): RawEvent | undefined {
    while (nextRecord(walk)) {
      const event = this.#readRecord(walk);
      if (event !== undefined) return event;
    }
    return undefined;
  }

  #readRecord(walk: RecordWalk): RawEvent | undefined {
    const { chunk, start } = walk;
    if (this.#options.take?.(walk) === true) {
      this.#records += 1;
      return undefined;
    }
    const instance = this.#instance;
    const template = openFragmentAt(chunk, start + RECORD_HEADER, walk.end - 4, instance);
    if (template === undefined) {
      this.#refuse(walk, instance.fault, 'bad-record');
      return undefined;
    }
    const system = systemFields(chunk, template);
    if (system === undefined) {
      this.#refuse(walk, template.systemFault, 'bad-template');
      return undefined;
    }
    this.#records += 1;
    const { wantedIds, observe } = this.#options;
    const eventId = fieldNumber(chunk, instance, system.eventId, 0);
    const wanted =
      (wantedIds === undefined || wantedIds.has(eventId)) && this.#isWanted(chunk, system, eventId);
    if (!wanted && observe === undefined) return undefined;
    const computer = sharedText(chunk, instance, system.computer);
    const channel = sharedText(chunk, instance, system.channel);
    const recordId = fieldNumber(chunk, instance, system.recordId, walk.id);
    let time = fieldTime(chunk, instance, system.time);
    if (Number.isNaN(time)) time = writtenTime(walk);
    observe?.(computer, channel, recordId, time);
    if (!wanted) return undefined;
    const provider = sharedText(chunk, instance, system.provider);
    const head = { provider, eventId, channel, computer, recordId, time };
    return createEvent(chunk, template, { ...instance }, system, head);
  }

  #isWanted(chunk: Chunk, system: SystemFields, eventId: number): boolean {
    const { want } = this.#options;
    return want === undefined || want(sharedText(chunk, this.#instance, system.provider), eventId);
  }

  #refuse(walk: RecordWalk, fault: Fault | undefined, code: 'bad-record' | 'bad-template'): void {
    if (fault === undefined) return;
    this.#host.report(code, walk.chunk.start + fault.offset, fault.reading, fault.detail, walk.id);
  }

  *#takeProblems(): Generator<ParseItem, void, undefined> {
    while (this.#problems.length > 0) {
      const problems = this.#problems;
      this.#problems = [];
      for (const problem of problems) yield { type: 'problem', problem };
    }
  }
}

/** Lets both see every record. */
function observers(
  one: RecordObserver | undefined,
  other: RecordObserver | undefined,
): { observe?: RecordObserver } {
  if (one === undefined || other === undefined) {
    const observe = one ?? other;
    return observe === undefined ? {} : { observe };
  }
  return {
    observe: (...record) => {
      one(...record);
      other(...record);
    },
  };
}

/** The FILETIME of the record header: when the record was written, for events that do not say their time. */
function writtenTime({ chunk, start }: RecordWalk): number {
  return filetimeMicroseconds(chunk.view.getUint32(start + 16, true), chunk.view.getUint32(start + 20, true));
}
