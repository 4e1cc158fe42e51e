import type { SourceOptions } from '../sources/index.ts'
import type { IgnoreRule } from './ignore.ts'

export interface CompareOptions extends SourceOptions {
  /** Tell also what only people see, such as the order of columns. */
  hasCosmetics?: boolean
  ignore?: readonly IgnoreRule[]
  /** Write SQL that undoes the drift and SQL that adopts it, and prove both; takes some seconds for each database. */
  hasRemedies?: boolean
  /** The day on which rules expire or not, such as `2026-11-22`; default: today. */
  today?: string
}
