import path from 'node:path';
import { attemptCase } from './attempt-case.ts';
import { idForm } from './diagnose/key-table.ts';
import { writeNewFiles } from './input/new-files.ts';
import { didYouMean } from './model/did-you-mean.ts';
import { causeClasses } from './model/vocabulary.ts';
import { findingsIn } from './pattern-cases.ts';
import { createKnowledge } from './pattern-knowledge.ts';
import type { Pack } from './packs/pack.ts';
import { expectedSkeleton, patternSkeleton } from './packs/scaffold.ts';

export interface NewPattern {
  /** `<class>/<id>`. */
  readonly place: string;
  /** The pack's folder. */
  readonly folder: string;
  /** A report and one of its attempts, to make the first case of. */
  readonly from?: { readonly report: string; readonly attempt: string };
  /** Where the report's logs lie now. */
  readonly logs?: readonly string[];
}

/** What is wrong with the wish for a new pattern. */
export class NewPatternError extends Error {
  override readonly name = 'NewPatternError';
}

/** Makes a new pattern's folder with all that can be said beforehand; gives the files it wrote. */
export async function newPattern(wish: NewPattern, packs: readonly Pack[]): Promise<readonly string[]> {
  const [causeClass, id] = partsOf(wish.place);
  const knowledge = createKnowledge(packs);
  if (knowledge.page(id))
    throw new NewPatternError(`there is a pattern '${id}' already; 'extends: ${id}' adds to it`);
  const home = path.join(wish.folder, causeClass, id);
  const example =
    wish.from && (await attemptCase(wish.from.report, wish.from.attempt, packs, wish.logs ?? []));
  const files = [
    {
      path: path.join(home, 'pattern.yaml'),
      text: patternSkeleton({ class: causeClass, id, kinds: example?.kinds ?? [] }),
    },
  ];
  if (example) {
    const found = findingsIn(new TextEncoder().encode(example.xml), packs);
    files.push(
      { path: path.join(home, 'cases', 'plain.xml'), text: example.xml },
      { path: path.join(home, 'cases', 'plain.expected.yaml'), text: expectedSkeleton(id, found) },
    );
  }
  const schema = {
    path: path.join(wish.folder, 'pattern.schema.json'),
    text: `${JSON.stringify(knowledge.schema('pattern'), null, 2)}\n`,
  };
  return writeNewFiles(files, [path.join(home, 'cases')], [schema]);
}

function partsOf(place: string): readonly [causeClass: string, id: string] {
  const [causeClass = '', id = '', ...more] = place.split('/');
  if (id === '' || more.length > 0) throw new NewPatternError(`expected <class>/<id>, found '${place}'`);
  if (!(causeClasses as readonly string[]).includes(causeClass)) {
    const hint = didYouMean(causeClass, causeClasses);
    throw new NewPatternError(`expected a class of ${causeClasses.join(', ')}; found '${causeClass}'${hint}`);
  }
  if (!idForm.test(id))
    throw new NewPatternError(`expected an id of lower-case words joined by hyphens, found '${id}'`);
  return [causeClass, id];
}
