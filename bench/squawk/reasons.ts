/** Why cases are judged otherwise than squawk's tests do. */
export interface Reason {
  /** Ids of cases, or their beginnings. */
  cases: string[]
  because: string
  /** What a server must say of statements of ours for it to be so. */
  proof?: Proof
}

export interface Proof {
  schema: string
  sql: string
  /** As in the truth set: whether others wait while a table is worked through. */
  isDangerous?: boolean
  /** The SQLSTATE with which it fails. */
  fails?: string
}

export const reasons: Reason[] = []
