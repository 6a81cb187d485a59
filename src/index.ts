export { analyze, builtInPacks, readTimeline } from './analyze.ts';
export type { Analysis, AnalyzeOptions, Progress } from './analyze.ts';
export { createPipeline } from './pipeline.ts';
export type { InputHead, InputTail, Pipeline, PipelineInput, PipelineOptions } from './pipeline.ts';
export type * from './model/report.ts';
export type { Event } from './model/event.ts';
export type { Pattern, PatternPack } from './model/pattern.ts';
export { version } from './version.ts';
