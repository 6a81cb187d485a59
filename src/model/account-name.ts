/** One user is spelled four ways: alice, CORP\alice, alice@corp.example, Alice. */
export const plainName = (name: string): string =>
  name.toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '');
