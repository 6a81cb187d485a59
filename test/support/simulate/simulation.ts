/** How much is simulated, and how much of it is left. */
export interface Simulation {
  readonly hosts: number;
  /** People's attempts per host. */
  readonly attempts: number;
  readonly seed: number;
  /** Robots' attempts for each attempt of a person. */
  readonly noise: number;
  /** Part of the channels that are not there. */
  readonly missing: number;
  /** Part of the channels that are there and lack a piece. Default: as many as are missing. */
  readonly wrapped?: number;
  /** Records are given as tables and plain text have them: without ActivityIDs and process ids. */
  readonly plain?: boolean;
  /** Lives begin within so many hours of each other. Default: 500. */
  readonly startWithin?: number;
}
