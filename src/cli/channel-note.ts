import type { ChannelNote } from '../follow.ts';

/** Says in words what a live channel tells, and what can be done about it. */
export function channelNoteText(channel: string, note: ChannelNote): string {
  switch (note.type) {
    case 'channel':
      return stateText(channel, note);
    case 'place-lost':
      return `records ${note.from} to ${note.to} were never seen: the log was cleared or written over before they were read`;
    case 'skipped':
      return `${note.records === 1 ? 'a record' : `${note.records} records`} could not be read: Windows gave error ${note.code}`;
    case 'reader-lost':
      return note.next === 'again'
        ? 'the reading of all live channels broke off; it begins again where it was'
        : 'the reading of all live channels broke off again and again; wevtutil is asked from now on';
  }
}

function stateText(channel: string, { state, code }: Extract<ChannelNote, { type: 'channel' }>): string {
  switch (state) {
    case 'open':
      return 'is read';
    case 'denied':
      return 'may not be read: run as administrator, or join the group Event Log Readers and sign in again; it is tried every minute';
    case 'missing':
      return 'is not there on this computer; it is looked for every minute';
    case 'disabled':
      return `is switched off, so that nothing is written to it; as administrator: wevtutil sl "${channel}" /e:true`;
    case 'full':
      return `is full and takes no more records; save and clear it, or let it write over its oldest: wevtutil sl "${channel}" /rt:false`;
    case 'failed':
      if (code === NOT_SUPPORTED)
        return "holds other machines' records, which wevtutil cannot ask for by their place: install the package koffi, or follow the file";
      return code === -1
        ? 'wevtutil did not answer; it is tried again'
        : `cannot be read now: Windows gave error ${code}; it is tried again`;
  }
}

/** ERROR_NOT_SUPPORTED, [MS-ERREF] 2.2. */
const NOT_SUPPORTED = 50;
