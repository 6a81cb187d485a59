export { createLogReader } from './create-log-reader.ts';
export { createDumpWriter, type DumpForm, type DumpWriter } from './evtx/render/dump-writer.ts';
export { sniffFormat, type SniffedFormat } from './sniff.ts';
export type {
  LogReader,
  LogStatus,
  ParseItem,
  Platform,
  ReaderOptions,
  RecordObserver,
  TimesTold,
  Want,
} from './log-reader.ts';
export type { ParseProblem, ParseProblemCode } from './parse-problem.ts';
export type { RawEvent, RawField } from './raw-event.ts';
