/** What can be asked; in --help, and where nothing was understood. */
export const explainExamples: string = `
Examples:
  rdpwhy explain 0x904 0x7             the two codes of the dialog
  rdpwhy explain 0xC000006D            a status, in hex or decimal (3221225581, -1073741715)
  rdpwhy explain event 140             an event id; also 36870 alone, or TermDD 50
  rdpwhy explain reason 5              a reason, of every log that has one
  rdpwhy explain wrong-password        a cause by its id
  rdpwhy explain KB5065426             an update of Windows: what it did to Remote Desktop
  rdpwhy explain an internal error has occurred
  rdpwhy explain delete MSLicensing    what advice does, when it is right, and what instead
`;
