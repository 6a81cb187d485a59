import { collectScript } from './collect/collect-script.ts';
import { collectedChannels, type CollectSide } from './normalize/logs-to-ask-for.ts';
import { version } from './version.ts';

/** The kinds of machines that logs are collected from. */
export const collectSides: readonly CollectSide[] = Object.keys(collectedChannels) as CollectSide[];

/** Gives the PowerShell script that collects the logs of a machine; `hours`: what it asks for unless it is told. */
export const scriptFor = (side: CollectSide, hours: number): string =>
  collectScript({ side, hours, version });
