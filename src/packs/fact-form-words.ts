import type { FactForm } from '../normalize/fact-forms.ts';

/** What each form makes of a field, for who writes events.yaml; a form without words does not compile. */
const formWords: Readonly<Record<FactForm, string>> = {
  text: "as it stands; '-' and nothing give no fact",
  number: 'a decimal or 0x-hex number',
  code: 'a status code as an unsigned 32-bit number',
  'hex-code': 'a status code in hex without its 0x',
  'set-error-info': 'the code inside SetErrorInfo(0xc)',
  address: 'the address of ip, ip:port or [ip]:port',
  port: 'the port of ip:port, or a bare number',
  account: 'the user of DOMAIN\\user',
  domain: 'the domain of DOMAIN\\user',
  luid: 'a logon id as lower-case hex',
  service: "a service's short name",
  'service-state': "a service's state from the service manager's binary block: 4 running, 1 stopped",
  dword: 'a binary block that is one 32-bit number',
  'last-dword': 'the last 32-bit number of a binary block',
  timestamp: 'a time, as it stands',
  'clock-step': 'by how much a clock was set, from the fields before and after',
};

export const factForms = Object.keys(formWords) as FactForm[];

/** All forms and what they make of a field, in one sentence. */
export const factFormsAbout: string = `How the text becomes a fact. ${Object.entries(formWords)
  .map(([form, words]) => `${form}: ${words}`)
  .join('. ')}.`;
