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
  /** What was taken for granted and may be wrong, in words. */
  guess?: string
  /** It cannot run in a transaction block. */
  isOutsideTransaction: boolean
}
