// docs/ACCURACY.md has two generated sections; whoever writes one keeps the other.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const MARK = '<!-- simulation -->';

/** Writes one section of the document: `real` is what comes before the mark, `simulated` what comes after it. */
export async function writeSection(file, name, text) {
  const [real = '', simulated = ''] = existsSync(file) ? readFileSync(file, 'utf8').split(MARK) : [];
  const sections = { real, simulated, [name]: text };
  const whole = sections.simulated.trim()
    ? `${sections.real.trimEnd()}\n\n${MARK}\n\n${sections.simulated.trim()}\n`
    : sections.real;
  writeFileSync(file, await format(whole, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
