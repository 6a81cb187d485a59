import { LONGEST_NAME, type Names } from './names.ts';
import type { Tokens } from './tokens.ts';
import { isKnownEnding, isKnownFile, isKnownFolder, isKnownProgram, isKnownService } from './well-known.ts';

/** Pseudonyms of files, programs and services. */
export interface Paths {
  /** A path, part by part: what every machine has stays, and so does the ending of a file. */
  readonly path: (text: string) => string;
  /** A program, library or logon process, with or without its path and the machine behind it. */
  readonly program: (text: string) => string;
  /** A Windows service by its short or displayed name. */
  readonly service: (text: string) => string;
}

/** Folders whose next part is a user. */
const aboveUsers = /^(?:users|home|documents and settings)$/i;
const everybodys = /^(?:public|default|all users|default user|\.\.?)$/i;

export function createPaths(tokens: Tokens, names: Names): Paths {
  const file = (name: string): string => {
    if (isKnownFile(name)) return name;
    // Behind the last dot of a folder or of a name without an ending is a name as well: `anna.huber`.
    const last = /(?<=[^.])\.\w+$/.exec(name)?.[0] ?? '';
    const ending = isKnownEnding(last) ? last : '';
    return `${tokens.exact('file', name.slice(0, name.length - ending.length))}${ending}`;
  };

  const part = (text: string, before: string | undefined): string => {
    if (text !== '' && before !== undefined && aboveUsers.test(before))
      return everybodys.test(text) ? text : names.user(text);
    if (isKnownFolder(text)) return text;
    // An archive is the folder of its logs, and has one name as both.
    return file(text);
  };

  const path = (text: string): string => {
    const pieces = text.split(/([\\/])/);
    const isUnc = /^[\\/]{2}[^\\/?.]/.test(text);
    return pieces
      .map((piece, i) => {
        if (i % 2 === 1) return piece;
        return isUnc && i === 4 ? names.host(piece) : part(piece, pieces[i - 2]);
      })
      .join('');
  };

  const program = (text: string): string => {
    if (isKnownProgram(text)) return text;
    if (text.length > LONGEST_NAME) return tokens.exact('file', text);
    // Who asked for a shutdown is written as `C:\Windows\explorer.exe (RDS01)`.
    const [, own = '', space = '', machine = ''] = /^(.*?)(\s+)\(([^()]*)\)$/s.exec(text) ?? [];
    if (machine !== '') return `${program(own)}${space}(${names.host(machine)})`;
    return /[\\/]/.test(text) ? path(text) : file(text);
  };

  return {
    path,
    program,
    service: (text) => (isKnownService(text) ? text : tokens.exact('service', text)),
  };
}
