import type { CodeFamily } from '../codes/dictionary.ts';
import type { ExplainedCode } from '../model/explanation.ts';
import { vagueCodes } from './code-causes.ts';

/** Tells the sides apart where no cause, or not all of them, hang on what somebody asked. */
export const firstStep =
  'First try the same connection from another computer, or with another client: where that works, it lies with this client, its network or what it has saved; where it does not, with the host or the way there. Note the minute of the try.';

/** Tells a host that nobody reaches from one that answers, before a log is asked for. */
export const reachStep =
  'First, in PowerShell on the client: Test-NetConnection SERVER -Port 3389, with your name and port. TcpTestSucceeded True: something answers there, and it breaks later. False: see whether RemoteAddress is the host, and try the same from another computer, best one beside the host. Where it is True there, the way is blocked; where it is False too, the host is off, does not listen, or blocks it itself.';

/** The causes of which the first means that no answer came; those that break off later have them not. */
const outOfReach = ['no-connection-reached-server', 'local-firewall-block'] as const;

/** Whether these are the causes of a host that gave no answer. */
export const isOutOfReach = (causes: readonly { readonly id: string }[]): boolean =>
  outOfReach.every((wanted) => causes.some(({ id }) => id === wanted));

/** What an answer has, by count. */
interface Answer {
  readonly codes: readonly ExplainedCode[];
  readonly phrases: number;
  readonly causes: number;
  /** Causes, events, narrower questions: everything that leads on. */
  readonly leads: number;
}

/** Whether somebody who read this on a screen is left with little. */
export const needsFirstStep = ({ codes, phrases, causes, leads }: Answer): boolean =>
  leads === 0 ? phrases > 0 || codes.some(isOfDialog) : causes <= FEW && codes.some(isVague);

/** The causes that people met with a code that says little are not all it can have. */
const FEW = 3;

export const isUnknown = ({ meanings }: ExplainedCode): boolean => meanings.length === 0;

const dialogFamilies = ['disconnect-reason', 'extended-reason'] as const;

/** Statuses that a dialog shows in brackets. */
const statusFamilies = ['hresult', 'ntstatus'] as const;

/** A number that somebody reads on the screen of the client, or may have read there. */
const isOfDialog = (code: ExplainedCode): boolean =>
  isUnknown(code) || [...dialogFamilies, ...statusFamilies].some((family) => hasFamily(code, family));

const isVague = (code: ExplainedCode): boolean =>
  dialogFamilies.some((family) => hasFamily(code, family) && vagueCodes[family]?.includes(code.decimal));

const hasFamily = ({ meanings }: ExplainedCode, wanted: CodeFamily): boolean =>
  meanings.some(({ family }) => family === wanted);
