/** The id of the record that a bookmark stands at, as Windows writes bookmarks; undefined: it stands at none. */
export function bookmarkRecord(xml: string): number | undefined {
  const id = /<Bookmark\s[^>]*\bRecordId=['"](\d{1,15})['"]/.exec(xml)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** Writes a bookmark as Windows does, so that a state is of use whichever way the channels are read. */
export const writeBookmark = (channel: string, recordId: number): string =>
  `<BookmarkList>\n  <Bookmark Channel='${escape(channel)}' RecordId='${recordId}' IsCurrent='true'/>\n</BookmarkList>`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
