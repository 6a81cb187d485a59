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
    return wrap(wevtapi, kernel);
  } catch {
    return undefined;
  }
}

type Call = (...args: readonly unknown[]) => number;
type CallForHandle = (...args: readonly unknown[]) => Handle | null;

/** Handles are pointers in C; null is none. */
function wrap(wevtapi: LibraryHandle, kernel: LibraryHandle): Wevtapi {
  const call = (definition: string): Call => wevtapi.func(definition);
  const open = (definition: string): CallForHandle => wevtapi.func(definition);
  const subscribe = open(
    'void *__stdcall EvtSubscribe(void *session, void *signal, str16 path, str16 query, void *bookmark, void *context, void *callback, uint32_t flags)',
  );
  const createBookmark = open('void *__stdcall EvtCreateBookmark(str16 xml)');
  const openLog = open('void *__stdcall EvtOpenLog(void *session, str16 path, uint32_t flags)');
  const openConfig = open('void *__stdcall EvtOpenChannelConfig(void *session, str16 path, uint32_t flags)');
  const next = call(
    'int __stdcall EvtNext(void *results, uint32_t size, _Out_ void **events, uint32_t timeout, uint32_t flags, _Out_ uint32_t *returned)',
  );
  const render = call(
    'int __stdcall EvtRender(void *context, void *fragment, uint32_t flags, uint32_t size, _Out_ uint8_t *buffer, _Out_ uint32_t *used, _Out_ uint32_t *properties)',
  );
  const update = call('int __stdcall EvtUpdateBookmark(void *bookmark, void *event)');
  const logInfo = call(
    'int __stdcall EvtGetLogInfo(void *log, int property, uint32_t size, _Out_ uint8_t *variant, _Out_ uint32_t *used)',
  );
  const config = call(
    'int __stdcall EvtGetChannelConfigProperty(void *config, int property, uint32_t flags, uint32_t size, _Out_ uint8_t *variant, _Out_ uint32_t *used)',
  );
  const cancel = call('int __stdcall EvtCancel(void *object)');
  const close = call('int __stdcall EvtClose(void *object)');
  const lastError: () => number = kernel.func('uint32_t __stdcall GetLastError()');
  const createEvent: CallForHandle = kernel.func(
    'void *__stdcall CreateEventW(void *attributes, int manual, int initial, str16 name)',
  );
  const resetEvent: Call = kernel.func('int __stdcall ResetEvent(void *event)');
  const closeHandle: Call = kernel.func('int __stdcall CloseHandle(void *handle)');
  const waitForAny = kernel.func(
    'uint32_t __stdcall WaitForMultipleObjects(uint32_t count, void **handles, int all, uint32_t milliseconds)',
  );
  let buffer = new Uint8Array(FIRST_BUFFER);

  // Asked at once, on the thread of the call: the next call of any kind may change it.
  const handleOr = (handle: Handle | null): Outcome<Handle> =>
    handle === null || handle === 0n ? { code: lastError() } : { value: handle };
  const renderXml = (fragment: Handle, flags: number): Outcome<string> => {
    const used: [number] = [0];
    if (render(null, fragment, flags, buffer.length, buffer, used, [0]) === 0) {
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
      close(handle.value);
    }
  };

  return {
    subscribe: ({ signal, channel, query, bookmark, flags }) =>
      handleOr(subscribe(null, signal, channel, query, bookmark ?? null, null, null, flags)),
    next(subscription, most) {
      const events: (Handle | null)[] = Array.from({ length: most }, () => null);
      const returned: [number] = [0];
      if (next(subscription, most, events, 0, 0, returned) === 0) return { code: lastError() };
      return { value: events.slice(0, returned[0]).flatMap((event) => event ?? []) };
    },
    renderEvent: (event) => renderXml(event, renderAs.eventXml),
    createBookmark: (xml) => handleOr(createBookmark(xml ?? null)),
    updateBookmark: (bookmark, event) => (update(bookmark, event) === 0 ? lastError() : 0),
    renderBookmark: (bookmark) => renderXml(bookmark, renderAs.bookmark),
    cancel(subscription) {
      cancel(subscription);
      close(subscription);
    },
    close: (handle) => void close(handle),
    logInfo: (channel) =>
      withHandle(handleOr(openLog(null, channel, OPEN_CHANNEL)), (log) => {
        const ask = (property: number): Outcome<bigint> =>
          readVariant((variant) => logInfo(log, property, VARIANT, variant, [0]));
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
      withHandle(handleOr(openConfig(null, channel, 0)), (handle) => {
        const enabled = readVariant((variant) => config(handle, CONFIG_ENABLED, 0, VARIANT, variant, [0]));
        return 'code' in enabled ? enabled : { value: isTrue(enabled.value) };
      }),
    createSignal: () => handleOr(createEvent(null, 1, 1, null)),
    resetSignal: (signal) => void resetEvent(signal),
    closeSignal: (signal) => void closeHandle(signal),
    async waitAny(signals, milliseconds) {
      const got = await new Promise<number>((resolve) =>
        waitForAny.async(signals.length, signals, 0, milliseconds, (_: unknown, result: number) =>
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
