/** How a channel is set up; a key is absent where it was not said. */
export interface LogSettings {
  readonly enabled?: boolean;
  readonly retention?: boolean;
  readonly autoBackup?: boolean;
  readonly maxBytes?: number;
}

/**
 * Reads what `wevtutil gl` prints, as text or as XML. Its keys are the names of the configuration schema, which
 * `wevtutil sl /c:` takes back, and no words of a language; learn.microsoft.com/windows-server/administration/windows-commands/wevtutil.
 */
export function readLogSettings(text: string): LogSettings {
  const [enabled, retention, autoBackup] = ['enabled', 'retention', 'autoBackup'].map((key) =>
    booleanOf(valueOf(text, key)),
  );
  const maxBytes = numberOf(valueOf(text, 'maxSize'));
  return {
    ...(enabled !== undefined && { enabled }),
    ...(retention !== undefined && { retention }),
    ...(autoBackup !== undefined && { autoBackup }),
    ...(maxBytes !== undefined && { maxBytes }),
  };
}

/** Of a log as it is; a key is absent where it was not said. */
export interface LogInfo {
  readonly fileBytes?: number;
  readonly records?: number;
  /** No record id, as far as is documented: see `src/windows/oldest-record.ts`. */
  readonly oldestNumber?: number;
}

/** Reads what `wevtutil gli` prints; its keys are those of EVT_LOG_PROPERTY_ID, winevt.h. */
export function readLogInfo(text: string): LogInfo {
  const [fileBytes, records, oldestNumber] = ['fileSize', 'numberOfLogRecords', 'oldestRecordNumber'].map(
    (key) => numberOf(valueOf(text, key)),
  );
  return {
    ...(fileBytes !== undefined && { fileBytes }),
    ...(records !== undefined && { records }),
    ...(oldestNumber !== undefined && { oldestNumber }),
  };
}

/** `key: value`, `key="value"` or `<key>value<`. */
const valueOf = (text: string, key: string): string | undefined =>
  new RegExp(`(?:^|[\\s<])${key}(?::[ \\t]*|\\s*=\\s*["']|>\\s*)(\\w+)`, 'm').exec(text)?.[1];

function booleanOf(value: string | undefined): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

const numberOf = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;

/**
 * Reads what `auditpol /get /r` prints: by GUID, for all else, the heading too, is in the system's language. The setting is
 * what stands behind the GUID.
 */
export const readAudit = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/(\{[0-9a-f-]{36}\})"?,"?([^",\r\n]*)/gi)].map(([, guid = '', setting = '']) => [
      guid.toUpperCase(),
      setting.trim(),
    ]),
  );
