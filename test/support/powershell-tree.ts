import { createRequire } from 'node:module';
import path from 'node:path';
import treeSitter, { type Node } from '@vscode/tree-sitter-wasm';

/** Reads a PowerShell script by its grammar. */
export async function readPowerShell(): Promise<(script: string) => Node> {
  const { Parser, Language } = treeSitter;
  await Parser.init();
  const folder = path.dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(folder, 'tree-sitter-powershell.wasm')));
  return (script) => {
    const tree = parser.parse(script);
    if (!tree) throw new Error('the grammar read nothing');
    return tree.rootNode;
  };
}

/** The nodes of a kind, wherever they are. */
export const nodesOf = (root: Node, ...kinds: readonly string[]): readonly Node[] =>
  root.descendantsOfType([...kinds]).flatMap((node) => node ?? []);
