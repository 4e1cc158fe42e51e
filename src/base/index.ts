export { type ErrorDetails, ExitCode, InterruptedError, PgwrightError, UsageError } from './errors.ts'
export { drawCaret, formatLocation, type Location, locate } from './location.ts'
export { count, didYouMean, listWords, nearestWord, summarize } from './text.ts'
export { formatBytes, formatDuration } from './units.ts'
