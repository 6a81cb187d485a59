// What both commands of the README need first: packages as the lock file has them, and a build of the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command in the project's folder and shows what it prints; ends the process when it fails. */
export function run(command, args) {
  const label = [command === process.execPath ? 'node' : command, ...args].join(' ');
  console.log(`> ${label}`);
  // npm is a script on Windows, which only a shell can start; no argument of ours needs quoting.
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(`failed: ${label}`);
    process.exit(result.status ?? 1);
  }
}

export function setUp() {
  process.chdir(root);
  const installed = modified('node_modules/.package-lock.json');
  if (installed < modified('package-lock.json')) {
    console.log('Installing the packages of package-lock.json');
    run('npm', ['ci', '--no-audit', '--no-fund']);
  } else {
    console.log('Packages are up to date');
  }
  const built = modified('dist/patterns.json');
  if (
    built <
    newest(['src', 'parsers', 'patterns', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'])
  ) {
    console.log('Building');
    run('npm', ['run', '--silent', 'build']);
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
