/**
 * The command that saves a log, run as administrator; a file of that name is written over. It is the same at a prompt, in a
 * batch file and in PowerShell: names stand in quotes, and the file's has no `%`, which a batch file would take for its own.
 * '' for a name that no channel of Windows has and that would do something else at a prompt: logs name their channels as they
 * like.
 *
 * @param machine Begins the file's name, where logs of several machines come into one folder.
 */
export const exportCommand = (channel: string, machine = ''): string =>
  /^[\w .()/-]+$/.test(channel)
    ? `wevtutil epl "${channel}" "${machine}${exportName(channel)}.evtx" /ow:true`
    : '';

/** What an export is called by that command, without its ending. */
export const exportName = (channel: string): string => channel.replaceAll('/', '-');
