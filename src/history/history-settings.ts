import type { PlaceholderOptions } from './placeholder-values.ts'

/** What a project says of its migrations, whatever is done with them. */
export interface HistorySettings extends PlaceholderOptions {}
