/** mstsc's disconnect reasons for a refused sign-in, from the documentation of IMsTscAxEvents::OnDisconnected. */
const reasons: Readonly<Record<string, number>> = {
  'wrong-password': 2055,
  'unknown-user': 2567,
  'account-disabled': 2823,
  'account-locked-out': 3335,
  'account-expired': 3591,
  'password-expired': 3847,
  'password-must-change': 4615,
};

/** The number that mstsc gives for a cause; undefined where it is not known. */
export const reasonOf = (cause: string | undefined): number | undefined => reasons[cause ?? ''];
