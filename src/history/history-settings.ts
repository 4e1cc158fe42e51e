import type { HookDefinitions } from './hook.ts'
import type { PlaceholderOptions } from './placeholder-values.ts'

/** What a project says of its migrations, whatever is done with them. */
export interface HistorySettings extends PlaceholderOptions {
  /** What is run around migrations, beside the hooks of their own tool. */
  hooks?: HookDefinitions
}
