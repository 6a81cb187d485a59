import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import { folkAdvice } from '../../src/explain/folk-advice.ts';
import { phrases } from '../../src/explain/phrases.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const render = (text: string, width = 80): string =>
  renderExplanation(explainText(text, { packs }), { width });

describe('an explanation on the terminal', () => {
  test.each(folkAdvice.map((advice) => [advice.id, advice] as const))(
    'tells all of the advice %s',
    (id, advice) => {
      const shown = flat(render(id));
      for (const part of [
        advice.whatItDoes,
        advice.whenRight,
        advice.riskText,
        advice.instead,
        ...advice.commands,
      ]) {
        expect(shown).toContain(flat(part));
      }
      expect(shown).toContain(advice.risk.replaceAll('-', ' '));
    },
  );

  test.each(phrases.map(({ id, meaning }) => [id, meaning] as const))(
    'tells what the dialog %s means',
    (id, meaning) => {
      expect(flat(render(id))).toContain(flat(meaning));
    },
  );

  test('an event that several sources write stands there once, with their names', () => {
    const heads = render('event 129', 300).match(/^Event 129 of .*?:/gm);
    expect(heads).toEqual([
      'Event 129 of RemoteDesktopServices-RdpCoreTS:',
      'Event 129 of storahci, stornvme, vioscsi, viostor, LSI_SAS, pvscsi:',
    ]);
    // One source, spelt in two ways.
    expect(render('disk 153').match(/^Event .*?:/gm)).toEqual(['Event 153 of disk:']);
  });

  test('names every cause with its id, under the log that decides it', () => {
    const { causes } = explainText('0x904 0x7', { packs });
    const shown = flat(render('0x904 0x7'));
    for (const { id, title } of causes) expect(shown).toContain(`${title} (${id})`);
  });

  test('fits narrow terminals, but for commands and names, which must survive being copied', () => {
    const wide = render('7', 60)
      .split('\n')
      .filter((line) => line.length > 60 && !line.startsWith('  > ') && line.trim().includes(' '));
    expect(wide).toEqual([]);
  });

  test('shows an unknown number in both systems, with its parts', () => {
    const shown = flat(render('0x8009FFFF'));
    for (const part of [
      '0x8009FFFF',
      '2148139007',
      '-2146828289',
      'not known here',
      'HRESULT',
      'severity error',
      'SSPI',
    ]) {
      expect(shown).toContain(part);
    }
  });
});
