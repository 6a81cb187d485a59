/** An event of Windows that rdpwhy does not read, and that people find beside a failed connection. */
export interface OtherEvent {
  readonly provider: string;
  readonly eventId: number;
  readonly meaning: string;
  readonly source: string;
}

export const otherEvents: readonly OtherEvent[] = [
  {
    provider: 'Desktop Window Manager',
    eventId: 9009,
    meaning:
      'what draws the desktop of a session ended: with the code 0x40010004 at a sign-out, with another one it failed',
    source:
      'https://detection-wiki-dev.pages.dev/desktop-window-manager/9009; CTX200082: https://support.citrix.com/external/article/200082/error-the-desktop-window-manager-has-exi.html',
  },
];
