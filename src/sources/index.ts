export { type MakeOptions, makeSteps } from './made.ts'
export { findOrigins, type Origin, stampOrigin } from './origin.ts'
export {
  readOrigins,
  readSources,
  requireRead,
  type Source,
  type SourceOptions,
  type UnreadSource,
} from './source.ts'
