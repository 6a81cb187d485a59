import type { TypedValue } from '../event-spec.ts';
import { type ByteWriter, filetime, guidBytes, sidBytes } from './bytes.ts';

/** BinXML value types, [MS-EVEN6] 2.2.12. */
export const VALUE_TYPE = {
  null: 0x00,
  string: 0x01,
  uint8: 0x04,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  filetime: 0x11,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  binxml: 0x21,
  'string-array': 0x81,
} as const;

/** Writes the bytes of a substitution value; a string ends in NUL where its provider sends one. */
export function writeValue(writer: ByteWriter, value: TypedValue, terminate: boolean): void {
  switch (value.type) {
    case 'null':
      return;
    case 'string':
      return writer.utf16(terminate ? `${value.value}\0` : value.value);
    case 'string-array':
      return writer.utf16(value.value.map((item) => `${item}\0`).join(''));
    case 'uint8':
      return writer.u8(Number(value.value));
    case 'uint16':
      return writer.u16(Number(value.value));
    case 'uint32':
    case 'int32':
    case 'hex32':
      return writer.u32(Number(value.value));
    case 'uint64':
    case 'int64':
    case 'hex64':
      return writer.u64(value.value);
    case 'boolean':
      return writer.u32(value.value ? 1 : 0); // BOOL takes four bytes
    case 'filetime':
      return writer.u64(filetime(value.value));
    case 'guid':
      return writer.raw(guidBytes(value.value));
    case 'sid':
      return writer.raw(sidBytes(value.value));
    case 'binary':
      return writer.raw(value.value);
  }
}
