import { expect, test } from 'vitest';
import { accept, audit, close, logbook, type Logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';

const WRONG_PASSWORD = '0xc000006a';
const LOCKED_OUT = '0xc0000234';

interface Refusal {
  readonly minute: number;
  readonly why: string;
  readonly account?: string;
}

/** The causes of a host's refusals, the first being the answer. */
function causesOf(...refusals: readonly Refusal[]): string[] {
  const book = logbook();
  for (const [n, refusal] of refusals.entries()) refuse(book, n + 1, refusal);
  return reportOn([book], [loadPatterns()]).causes.map(({ cause }) => cause);
}

function refuse(book: Logbook, n: number, { minute, why, account = 'alice' }: Refusal): void {
  const at = minute * 60;
  const activityId = accept(book, { at, n });
  book
    .security(at + 0.9, 4625, audit({ TargetUserName: account, SubStatus: why }))
    .stack(at + 1, 140, { IPString: '198.51.100.7' }, { activityId });
  close(book, at + 1.2, activityId);
}

const mistyped = (minute: number, account?: string): Refusal => ({
  minute,
  why: WRONG_PASSWORD,
  ...(account === undefined ? {} : { account }),
});
const locked = (minute: number, account?: string): Refusal => ({
  ...mistyped(minute, account),
  why: LOCKED_OUT,
});

test('who is locked out by now is told so first, however often the password was wrong before', () => {
  expect(causesOf(mistyped(0), mistyped(1), mistyped(2), locked(3))).toEqual([
    'account-locked-out',
    'wrong-password',
  ]);
});

test.each([
  ['the lockout is somebody else’s', [mistyped(0), mistyped(1), locked(3, 'bob')]],
  ['somebody else mistyped as well', [mistyped(0), mistyped(1, 'carol'), locked(3)]],
  ['the account was open again', [locked(0), mistyped(30), mistyped(31)]],
])('the most frequent stays first where %s', (_, refusals) => {
  expect(causesOf(...refusals)).toEqual(['wrong-password', 'account-locked-out']);
});
