import { type ErrorDetails, listWords, UsageError } from '../base/index.ts'

/** No folder with migrations where one was looked for. */
export class NoHistoryError extends UsageError {
  override readonly code = 'PGWRIGHT_HISTORY_NOT_FOUND'
}

/** A folder that could be read in more than one way. */
export class AmbiguousHistoryError extends UsageError {
  override readonly code = 'PGWRIGHT_HISTORY_AMBIGUOUS'
}

/** A folder that its own tool would refuse too, or run otherwise than it looks; the message names the files. */
export class BrokenHistoryError extends UsageError {
  override readonly code = 'PGWRIGHT_HISTORY_BROKEN'
  readonly files: readonly string[]

  constructor(files: readonly string[], problem: string, details?: ErrorDetails) {
    super(`${listWords(files)}: ${problem}`, details)
    this.files = files
  }
}

/** git is not there, or what was asked of it does not exist in this repository. */
export class GitError extends UsageError {
  override readonly code = 'PGWRIGHT_GIT'
}

/** A choice of pending migrations that this history cannot satisfy. */
export class SelectionError extends UsageError {
  override readonly code = 'PGWRIGHT_HISTORY_SELECTION'
}

/** A file that a script includes by `\\i` and that cannot be included. */
export class IncludeError extends UsageError {
  override readonly code = 'PGWRIGHT_INCLUDE'
}
