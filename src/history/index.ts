export type { Execution, History, Migration, Script } from './migration.ts'
