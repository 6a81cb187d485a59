import { CHUNK_SIZE } from '../chunk.ts';

/** What is known of places in the chunk at hand, found in one step and emptied in as many as are used. */
export class OffsetTable<Known> {
  readonly #slots = new Uint16Array(CHUNK_SIZE);
  readonly #known: Known[] = [];
  readonly #offsets: number[] = [];

  get(offset: number): Known | undefined {
    const slot = this.#slots[offset];
    return slot === undefined || slot === 0 ? undefined : this.#known[slot - 1];
  }

  /** Remembers something; what is at no offset of a chunk is not kept. */
  set(offset: number, known: Known): void {
    if (offset >= CHUNK_SIZE) return;
    this.#known.push(known);
    this.#offsets.push(offset);
    this.#slots[offset] = this.#known.length;
  }

  clear(): void {
    for (const offset of this.#offsets) this.#slots[offset] = 0;
    this.#known.length = 0;
    this.#offsets.length = 0;
  }
}
