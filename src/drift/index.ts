export { NoDatabaseError } from './errors.ts'
export type { IgnoreRule } from './ignore.ts'
export { type CompareOptions, type DriftReport, diffDatabases, findDrift } from './report.ts'
export { type Scan, type WatchOptions, watchDrift } from './watch.ts'
