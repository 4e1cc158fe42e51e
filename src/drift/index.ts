export type { IgnoreRule } from './ignore.ts'
export type { CompareOptions } from './options.ts'
export { type DriftReport, diffDatabases, findDrift } from './report.ts'
export { type Scan, type WatchOptions, watchDrift } from './watch.ts'
