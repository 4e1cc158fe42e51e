export { type Changes, reconcileSources, writeChanges } from './changes.ts'
export type { IgnoreRule } from './ignore.ts'
export { type CompareOptions, diffDatabases, findDrift } from './report.ts'
