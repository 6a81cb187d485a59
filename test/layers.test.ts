import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderForAll } from './support/temporary-folder.ts';

/** Every row is one broken layer; the linter must name it. */
const broken: readonly [file: string, imports: string][] = [
  ['parsers/probe.ts', 'node:fs'],
  ['parsers/probe.ts', '../src/model/time.ts'],
  ['parsers/xml/probe.ts', 'fast-xml-parser'],
  ['parsers/xml/read-event.ts', 'node:fs'],
  ['src/model/probe.ts', '../normalize/normalize.ts'],
  ['src/model/probe.ts', 'node:fs'],
  ['src/model/probe.ts', 'yaml'],
  ['src/normalize/probe.ts', '../correlate/draft.ts'],
  ['src/normalize/catalog/probe.ts', '../../diagnose/match.ts'],
  ['src/normalize/probe.ts', 'node:fs'],
  ['src/model/probe.ts', '../codes/dictionary.ts'],
  ['src/codes/probe.ts', '../normalize/channels.ts'],
  ['src/codes/probe.ts', 'node:fs'],
  ['src/explain/probe.ts', '../report/json.ts'],
  ['src/explain/probe.ts', '../diagnose/match.ts'],
  ['src/explain/probe.ts', 'node:fs'],
  ['src/report/probe.ts', '../explain/explain.ts'],
  ['src/cli/commands/probe.ts', '../../explain/explain.ts'],
  ['src/timeline/probe.ts', '../report/json.ts'],
  ['src/timeline/probe.ts', '../../parsers/sniff.ts'],
  ['src/correlate/probe.ts', '../diagnose/match.ts'],
  ['src/correlate/probe.ts', '../pipeline.ts'],
  ['src/diagnose/probe.ts', '../correlate/draft.ts'],
  ['src/diagnose/probe.ts', 'node:fs'],
  ['src/live/probe.ts', 'node:fs'],
  ['src/live/probe.ts', '../input/follow-file.ts'],
  ['src/redact/probe.ts', 'node:crypto'],
  ['src/redact/probe.ts', '../report/json.ts'],
  ['src/cli/probe.ts', '../redact/redactor.ts'],
  ['src/collect/probe.ts', 'node:fs'],
  ['src/collect/probe.ts', '../report/json.ts'],
  ['src/pack/probe.ts', 'node:fs'],
  ['src/pack/probe.ts', '../input/read-zip.ts'],
  ['src/pack/probe.ts', '@zip.js/zip.js'],
  ['src/packs/probe.ts', 'node:fs'],
  ['src/packs/probe.ts', '../report/json.ts'],
  ['src/report/probe.ts', '../diagnose/match.ts'],
  ['src/report/terminal/probe.ts', '../../correlate/draft.ts'],
  ['src/report/probe.ts', 'node:fs'],
  ['src/report/probe.ts', '../../parsers/sniff.ts'],
  ['src/report/html/probe.ts', 'node:crypto'],
  ['src/input/probe.ts', '../report/json.ts'],
  ['src/windows/probe.ts', '../follow.ts'],
  ['src/windows/probe.ts', '../normalize/channels.ts'],
  ['src/windows/probe.ts', 'koffi'],
  ['src/windows/probe.ts', 'node:child_process'],
  ['src/windows/koffi-wevtapi.ts', '../follow.ts'],
  ['src/live/probe.ts', '../windows/wevtutil.ts'],
  ['src/cli/probe.ts', '../windows/wevtutil.ts'],
  ['src/cli/probe.ts', '../report/json.ts'],
  ['src/cli/commands/probe.ts', '../../model/time.ts'],
  ['src/pipeline.ts', 'node:fs'],
  ['src/pipeline.ts', './input/find-logs.ts'],
  ['src/pipeline-inputs.ts', 'node:fs'],
  ['src/host-set.ts', 'node:fs'],
];
const allowed: readonly [file: string, imports: string][] = [
  ['parsers/xml/read-event.ts', 'fast-xml-parser'],
  ['src/normalize/catalog/probe.ts', '../catalog-row.ts'],
  ['src/diagnose/probe.ts', 'yaml'],
  ['src/report/probe.ts', '../model/report.ts'],
  ['src/live/probe.ts', '../pipeline.ts'],
  ['src/redact/probe.ts', '../normalize/fact-forms.ts'],
  ['src/redact/probe.ts', '../../parsers/raw-event.ts'],
  ['src/windows/probe.ts', '../input/live-source.ts'],
  ['src/windows/koffi-wevtapi.ts', 'koffi'],
  ['src/cli/probe.ts', '../redact.ts'],
  ['src/report/probe.ts', '../codes/dictionary.ts'],
  ['src/report/probe.ts', '../../parsers/csv-cell.ts'],
  ['src/collect/probe.ts', '../normalize/channels.ts'],
  ['src/pack/probe.ts', '../pipeline.ts'],
  ['src/explain/probe.ts', '../codes/dictionary.ts'],
  ['src/explain/probe.ts', '../normalize/channels.ts'],
  ['src/cli/commands/probe.ts', '../../explain.ts'],
  ['src/cli/commands/probe.ts', '../../index.ts'],
];

describe('import layers, as the linter holds them', () => {
  let folder = '';
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    copyFileSync('.oxlintrc.json', path.join(folder, '.oxlintrc.json'));
  });

  const lint = (file: string, imports: string): string => {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, `import { something } from '${imports}';\nexport const it = something;\n`);
    try {
      return execFileSync(path.resolve('node_modules/.bin/oxlint'), [file], {
        cwd: folder,
        encoding: 'utf8',
      });
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    } finally {
      rmSync(full);
    }
  };

  test.each(broken)('%s must not import %s', (file, imports) => {
    expect(lint(file, imports)).toContain('no-restricted-imports');
  });
  test.each(allowed)('%s may import %s', (file, imports) => {
    expect(lint(file, imports)).not.toContain('no-restricted-imports');
  });
});
