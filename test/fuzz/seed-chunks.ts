import { readdirSync, readFileSync } from 'node:fs';
import { corpusFiles, HAS_CORPUS, readCorpus } from '../parsers/evtx/corpus.ts';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { CHUNK, FILE_HEADER, imageOf } from './evtx-image.ts';
import { METERED, placesRead } from './work-meter.ts';

/** A chunk of a real or generated log, and where the reader looks in it. */
export interface SeedChunk {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Offsets in the chunk, with the width of what is read there, as `offset * 8 + width`. */
  readonly places: readonly number[];
}

const SAMPLES = 'samples';

/** Logs of which the parsers of this world broke most, and one or two of each kind. */
const HARD =
  /MSExchange|CAPI2_Operational|dns_log|HelloForBusiness|no_crc32|short_selected|size_t|irregular|zero-data|LanguagePack|issue_4|Sysmon|RdpCoreTS%4Op/;

/** Takes the first chunk of every sample, and of the corpus's hard files where it is present. */
export function seedChunks(): readonly SeedChunk[] {
  const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.evtx'))
    .toSorted()
    .map((file) => seedOf(file, readFileSync(`${SAMPLES}/${file}`)));
  const hard = HAS_CORPUS ? corpusFiles().filter((file) => HARD.test(file)) : [];
  return [...samples, ...hard.map((file) => seedOf(file, readCorpus(file)))];
}

function seedOf(name: string, file: Uint8Array): SeedChunk {
  const bytes = new Uint8Array(CHUNK);
  bytes.set(file.subarray(FILE_HEADER, FILE_HEADER + CHUNK));
  return { name, bytes, places: placesOf(bytes) };
}

function placesOf(chunk: Uint8Array): readonly number[] {
  const reader = createEvtxReader({ platform: METERED });
  const image = imageOf(chunk, 'sound');
  // The file header's places would be taken for the chunk's.
  for (const _ of reader.feed(image.subarray(0, FILE_HEADER)));
  return placesRead(() => {
    for (const item of reader.feed(image.subarray(FILE_HEADER))) {
      if (item.type === 'event') item.event.fields();
    }
  });
}
