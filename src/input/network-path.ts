import { statfsSync } from 'node:fs';

/** Kinds of file systems that lie on another machine, by the numbers that Linux gives them (statfs(2)). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB2
  0xff534d42, // CIFS
  0x01021997, // 9P
]);

/** Whether a path is known to lie on another machine: a share by its name, or a mounted one. */
export function isOnNetwork(path: string): boolean {
  if (/^(\\\\|\/\/)[^\\/?.]/.test(path)) return true;
  if (process.platform !== 'linux') return false;
  try {
    return networkTypes.has(statfsSync(path).type >>> 0);
  } catch {
    return false;
  }
}
