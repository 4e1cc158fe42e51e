/** One statement on the way from a database to another. */
export interface Step {
  /** Without a semicolon. */
  sql: string
  /** The key of the object that it is about. */
  object: string
  change: 'create' | 'alter' | 'drop'
  /** What is gone for good, in words. */
  loses?: string
  /** What does the same at a price, should PostgreSQL refuse the statement. */
  otherwise?: string
  /** That something is still the same under another name, which nobody but its owner can know. */
  assumes?: { kind: string; from: string; to: string }
  /** It cannot run in a transaction block. */
  isOutsideTransaction: boolean
}
