import type { Step } from '../effects/index.ts'
import type { Finding } from '../findings/index.ts'

/** What is known of one open document. */
export interface Examination {
  findings: Finding[]
  /** Its statements with what they do, where they could be read. */
  steps: Step[]
}

/** Examines a document as it stands in the editor; `file` is its path. */
export type Examine = (file: string, text: string) => Promise<Examination>
