import type { Machine } from '../scenarios/host.ts';

/** A kind of Windows, and how often hosts are of it. */
export interface Flavour extends Pick<Machine, 'build' | 'revision'> {
  readonly weight: number;
  /** A workstation: one session at a time. */
  readonly workstation: boolean;
}

export const flavours: readonly Flavour[] = [
  { build: 7601, revision: 24_214, workstation: true, weight: 4 },
  { build: 9600, revision: 21_620, workstation: false, weight: 12 },
  { build: 14_393, revision: 6709, workstation: false, weight: 16 },
  { build: 17_763, revision: 5576, workstation: false, weight: 24 },
  { build: 20_348, revision: 2762, workstation: false, weight: 18 },
  { build: 26_100, revision: 2605, workstation: false, weight: 8 },
  { build: 19_045, revision: 4842, workstation: true, weight: 10 },
  { build: 22_631, revision: 4169, workstation: true, weight: 8 },
];
