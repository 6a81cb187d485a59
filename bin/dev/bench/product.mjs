// What the bench uses of the built product.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

export const program = join(root, 'bin/rdpwhy.js');

/** Loads the reader and the catalog from dist. */
export async function loadProduct() {
  if (!existsSync(join(root, 'dist/parsers/index.js'))) throw new Error('no build: run npm run build first');
  const { createLogReader } = await import('../../../dist/parsers/index.js');
  const { nodePlatform } = await import('../../../dist/src/input/platform.js');
  const { createCatalog } = await import('../../../dist/src/normalize/normalize.js');
  const catalog = createCatalog();
  const wants = (provider, eventId) => catalog.wants(provider, eventId);
  return { createLogReader, platform: nodePlatform, wants, wantedIds: catalog.eventIds };
}
