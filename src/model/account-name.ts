import type { Account } from './attempt.ts';

/** One user is spelled four ways: alice, CORP\alice, alice@corp.example, Alice. */
export const plainName = (name: string): string =>
  name.toLowerCase().replace(/^.*\\/s, '').replace(/@.*$/s, '');

/** Parts `CORP\alice` into domain and name. */
export function accountIn(name: string | undefined): Account | undefined {
  if (name === undefined) return undefined;
  const [, domain = '', own = name] = /^([^\\]*)\\(.*)$/s.exec(name) ?? [];
  return { domain, name: own };
}
