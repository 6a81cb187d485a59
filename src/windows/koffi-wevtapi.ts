import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LibraryHandle } from 'koffi';
import type { Handle, Outcome, Wevtapi } from './wevtapi.ts';

/** ERROR_INSUFFICIENT_BUFFER, winerror.h. */
const BUFFER_TOO_SMALL = 122;
/** EVT_RENDER_FLAGS, winevt.h. */
const renderAs = { eventXml: 1, bookmark: 2 } as const;
/** EVT_LOG_PROPERTY_ID, winevt.h. */
const logProperty = { records: 5, oldest: 6, isFull: 7 } as const;
/** EvtOpenChannelPath and EvtChannelConfigEnabled, winevt.h. */
const OPEN_CHANNEL = 1;
const CONFIG_ENABLED = 0;
/** An EVT_VARIANT: eight bytes of value, a count, a type. */
const VARIANT = 16;
const FIRST_BUFFER = 32 * 1024;

/**
 * Loads Windows' event log interface, by way of koffi, which is optional; undefined where that cannot be.
 *
 * @param library Takes the place of wevtapi.dll, in tests; elsewhere than on Windows it has kernel32's functions too.
 */
export async function loadWevtapi(library?: string): Promise<Wevtapi | undefined> {
  if (process.platform !== 'win32' && library === undefined) return undefined;
  try {
    const { load } = await import('koffi');
    const system = join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32');
    // By its whole path: a file of that name elsewhere must not be taken for it.
    const wevtapi = load(library ?? join(system, 'wevtapi.dll'));
    const kernel =
      process.platform === 'win32' ? load(library ? 'kernel32.dll' : join(system, 'kernel32.dll')) : wevtapi;
    return wrap(declare(wevtapi, kernel));
  } catch {
    return undefined;
  }
}

type Call = (...args: readonly unknown[]) => number;
type CallForHandle = (...args: readonly unknown[]) => Handle | null;

const call = (library: LibraryHandle, definition: string): Call => library.func(definition);
const callForHandle = (library: LibraryHandle, definition: string): CallForHandle => library.func(definition);

type NativeFunctions = ReturnType<typeof declare>;

/** The functions as C declares them. Handles are pointers there; null is none. */
const declare = (wevtapi: LibraryHandle, kernel: LibraryHandle) => ({
  subscribe: callForHandle(
    wevtapi,
    'void *__stdcall EvtSubscribe(void *session, void *signal, str16 path, str16 query, void *bookmark, void *context, void *callback, uint32_t flags)',
  ),
  createBookmark: callForHandle(wevtapi, 'void *__stdcall EvtCreateBookmark(str16 xml)'),
  openLog: callForHandle(wevtapi, 'void *__stdcall EvtOpenLog(void *session, str16 path, uint32_t flags)'),
  openConfig: callForHandle(
    wevtapi,
    'void *__stdcall EvtOpenChannelConfig(void *session, str16 path, uint32_t flags)',
  ),
  createEvent: callForHandle(
    kernel,
    'void *__stdcall CreateEventW(void *attributes, int manual, int initial, str16 name)',
  ),
  next: call(
    wevtapi,
    'int __stdcall EvtNext(void *results, uint32_t size, _Out_ void **events, uint32_t timeout, uint32_t flags, _Out_ uint32_t *returned)',
  ),
  render: call(
    wevtapi,
    'int __stdcall EvtRender(void *context, void *fragment, uint32_t flags, uint32_t size, _Out_ uint8_t *buffer, _Out_ uint32_t *used, _Out_ uint32_t *properties)',
  ),
  updateBookmark: call(wevtapi, 'int __stdcall EvtUpdateBookmark(void *bookmark, void *event)'),
  logInfo: call(
    wevtapi,
    'int __stdcall EvtGetLogInfo(void *log, int property, uint32_t size, _Out_ uint8_t *variant, _Out_ uint32_t *used)',
  ),
  config: call(
    wevtapi,
    'int __stdcall EvtGetChannelConfigProperty(void *config, int property, uint32_t flags, uint32_t size, _Out_ uint8_t *variant, _Out_ uint32_t *used)',
  ),
  cancel: call(wevtapi, 'int __stdcall EvtCancel(void *object)'),
  close: call(wevtapi, 'int __stdcall EvtClose(void *object)'),
  resetEvent: call(kernel, 'int __stdcall ResetEvent(void *event)'),
  closeHandle: call(kernel, 'int __stdcall CloseHandle(void *handle)'),
  lastError: kernel.func('uint32_t __stdcall GetLastError()') as () => number,
  waitForAny: kernel.func(
    'uint32_t __stdcall WaitForMultipleObjects(uint32_t count, void **handles, int all, uint32_t milliseconds)',
  ),
});

function wrap(native: NativeFunctions): Wevtapi {
  const { lastError } = native;
  let buffer = new Uint8Array(FIRST_BUFFER);

  // Asked at once, on the thread of the call: the next call of any kind may change it.
  const handleOr = (handle: Handle | null): Outcome<Handle> =>
    handle === null || handle === 0n ? { code: lastError() } : { value: handle };
  const renderXml = (fragment: Handle, flags: number): Outcome<string> => {
    const used: [number] = [0];
    if (native.render(null, fragment, flags, buffer.length, buffer, used, [0]) === 0) {
      const code = lastError();
      if (code !== BUFFER_TOO_SMALL || used[0] <= buffer.length) return { code };
      buffer = new Uint8Array(used[0] * 2);
      return renderXml(fragment, flags);
    }
    return { value: utf16(buffer, used[0]) };
  };
  const readVariant = (get: (variant: Uint8Array) => number): Outcome<bigint> => {
    const variant = new Uint8Array(VARIANT);
    if (get(variant) === 0) return { code: lastError() };
    return { value: new DataView(variant.buffer).getBigUint64(0, true) };
  };
  const withHandle = <T>(handle: Outcome<Handle>, use: (handle: Handle) => Outcome<T>): Outcome<T> => {
    if ('code' in handle) return handle;
    try {
      return use(handle.value);
    } finally {
      native.close(handle.value);
    }
  };

  return {
    subscribe: ({ signal, channel, query, bookmark, flags }) =>
      handleOr(native.subscribe(null, signal, channel, query, bookmark ?? null, null, null, flags)),
    next(subscription, most) {
      const events: (Handle | null)[] = Array.from({ length: most }, () => null);
      const returned: [number] = [0];
      if (native.next(subscription, most, events, 0, 0, returned) === 0) return { code: lastError() };
      return { value: events.slice(0, returned[0]).flatMap((event) => event ?? []) };
    },
    renderEvent: (event) => renderXml(event, renderAs.eventXml),
    createBookmark: (xml) => handleOr(native.createBookmark(xml ?? null)),
    updateBookmark: (bookmark, event) => (native.updateBookmark(bookmark, event) === 0 ? lastError() : 0),
    renderBookmark: (bookmark) => renderXml(bookmark, renderAs.bookmark),
    cancel(subscription) {
      native.cancel(subscription);
      native.close(subscription);
    },
    close: (handle) => void native.close(handle),
    logInfo: (channel) =>
      withHandle(handleOr(native.openLog(null, channel, OPEN_CHANNEL)), (log) => {
        const ask = (property: number): Outcome<bigint> =>
          readVariant((variant) => native.logInfo(log, property, VARIANT, variant, [0]));
        const [records, oldest, isFull] = [
          ask(logProperty.records),
          ask(logProperty.oldest),
          ask(logProperty.isFull),
        ];
        if ('code' in records) return records;
        if ('code' in oldest) return oldest;
        return {
          value: {
            records: Number(records.value),
            oldest: Number(oldest.value),
            isFull: 'value' in isFull && isTrue(isFull.value),
          },
        };
      }),
    isEnabled: (channel) =>
      withHandle(handleOr(native.openConfig(null, channel, 0)), (handle) => {
        const enabled = readVariant((variant) =>
          native.config(handle, CONFIG_ENABLED, 0, VARIANT, variant, [0]),
        );
        return 'code' in enabled ? enabled : { value: isTrue(enabled.value) };
      }),
    createSignal: () => handleOr(native.createEvent(null, 1, 1, null)),
    resetSignal: (signal) => void native.resetEvent(signal),
    closeSignal: (signal) => void native.closeHandle(signal),
    async waitAny(signals, milliseconds) {
      const got = await new Promise<number>((resolve) =>
        native.waitForAny.async(signals.length, signals, 0, milliseconds, (_: unknown, result: number) =>
          resolve(result),
        ),
      );
      // WAIT_FAILED comes at once; who waits must not be kept busy by it.
      if (got === 0xffff_ffff) await setTimeout(milliseconds);
    },
  };
}

/** A BOOL is four bytes of the eight. */
const isTrue = (value: bigint): boolean => (value & 0xffff_ffffn) !== 0n;

/** Windows counts the zero at the end among the bytes used. */
function utf16(bytes: Uint8Array, used: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, used).toString('utf16le');
  return text.endsWith('\0') ? text.slice(0, -1) : text;
}
