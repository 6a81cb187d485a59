import { text, type CatalogRow } from '../catalog-row.ts';
import { alsoFrom, rowsOf } from './rows-of.ts';
import { both, messagesIn } from './sources.ts';

const TIMED_OUT =
  'Understanding Storage Timeouts and Event 129 Errors: https://learn.microsoft.com/archive/blogs/ntdebugging/understanding-storage-timeouts-and-event-129-errors';
const RETRIED =
  'Interpreting Event 153 Errors: https://learn.microsoft.com/archive/blogs/ntdebugging/interpreting-event-153-errors';
const messages = messagesIn('iologmsg.dll');

/** Storport writes it when a request was not answered in time, under the name of the adapter's driver. */
const resetBy = (driver: string, ...seenIn: readonly string[]): CatalogRow =>
  rowsOf(driver, seenIn.length > 0 ? 'community' : 'inferred', both(TIMED_OUT, messages, ...seenIn))(
    129,
    'storage-stalled',
    { device: text(0) },
    'a request to a disk was not answered in time, and {device} was reset',
  );

const retried: readonly CatalogRow[] = [
  rowsOf('disk', 'documented', both(RETRIED, messages))(
    153,
    'storage-stalled',
    { device: text(0) },
    'a request to {device} had to be tried again',
  ),
];

/** Disks that keep Windows waiting. The drivers of other adapters write 129 too: their names are as many as the adapters. */
export const storageRows: readonly CatalogRow[] = [
  resetBy('storahci', 'https://appsdep.blogspot.com/2020/05'),
  resetBy('stornvme', 'https://learn.microsoft.com/answers/a/12847109'),
  resetBy('vioscsi', 'https://github.com/virtio-win/kvm-guest-drivers-windows/issues/623'),
  resetBy('viostor', 'https://github.com/virtio-win/kvm-guest-drivers-windows/issues/144'),
  // The adapters of VMware's machines; their names as drivers are known, a published record of theirs is not.
  resetBy('LSI_SAS'),
  resetBy('pvscsi'),
  ...retried,
  // Real logs have the name of this source in either spelling.
  ...alsoFrom('Disk', retried),
];
