// What both commands of the README need first: packages as the lock file has them, and a build of the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program in the project's folder and shows what it prints; ends the process when it fails. */
export function run(label, program, args) {
  console.log(`> ${label}`);
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) {
    console.error(`failed: ${label}`);
    process.exit(result.status ?? 1);
  }
}

/** Runs a script under this Node; no shell, so that a path with a space or an & stays one argument. */
export const runNode = (script, args) =>
  run([script, ...args].join(' '), process.execPath, [script, ...args]);

/** Runs npm by its own script, which npm names to whatever it starts. */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm) run(`npm ${args.join(' ')}`, process.execPath, [npm, ...args]);
  else run(`npm ${args.join(' ')}`, 'npm', args);
}

export function setUp() {
  process.chdir(root);
  const installed = modified('node_modules/.package-lock.json');
  if (installed < modified('package-lock.json')) {
    console.log('Installing the packages of package-lock.json');
    runNpm(['ci', '--no-audit', '--no-fund']);
  } else {
    console.log('Packages are up to date');
  }
  const built = modified('dist/patterns.json');
  if (
    built <
    newest(['src', 'parsers', 'patterns', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'])
  ) {
    console.log('Building');
    runNpm(['run', '--silent', 'build']);
  } else {
    console.log('The build is up to date');
  }
}

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function newest(paths) {
  return Math.max(
    ...paths.flatMap((path) =>
      statSync(path).isDirectory()
        ? readdirSync(path, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => modified(`${entry.parentPath ?? entry.path}/${entry.name}`))
        : [modified(path)],
    ),
  );
}
