import type { FollowNote } from '../follow.ts';
import { formText } from '../render-live.ts';
import { channelNoteText } from './channel-note.ts';

/** What following a log tells beside its records, in words. */
export function noteText(source: string, note: FollowNote): string {
  switch (note.type) {
    case 'gap':
      return `records ${note.from} to ${note.to} were never seen: ${gapReasons[note.reason]}`;
    case 'cleared':
      return 'the log was cleared; every record before that had been read';
    case 'recreated':
      return 'another log has this name now; it is read from its beginning';
    case 'unreadable':
      return `${note.fault.message}; it is tried again`;
    case 'readable':
      return 'can be read again';
    case 'problem':
      return `${formText[note.code] ?? note.message}; it is not told again of this log`;
    case 'gone':
      return 'is not there any more; should it return, it is read on';
    case 'refused':
      return note.message;
    case 'channel':
    case 'place-lost':
    case 'skipped':
    case 'reader-lost':
      return channelNoteText(source, note);
  }
}

const gapReasons: Readonly<Record<Extract<FollowNote, { type: 'gap' }>['reason'], string>> = {
  overwritten: 'newer ones were written over them between two looks',
  cleared: 'the log was cleared between two looks',
  unreadable: 'they are damaged',
};
