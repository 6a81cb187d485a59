/** Standard input, by the name it has on every command line. */
export const STDIN = '-';

/** A log that was found, by itself or within archives. */
export interface FoundLog {
  /** What reports call it: its path; within an archive the archive's, then the names that lead to it. */
  readonly file: string;
  /** Gives its bytes where it is within an archive; a file by itself is opened by its path. */
  readonly open?: () => AsyncIterable<Uint8Array>;
  /** Bytes, as the archive has them. */
  readonly size?: number;
}

/** What is wrong with an archive, or with a file in it, in words that go on after its name: `is damaged`. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
