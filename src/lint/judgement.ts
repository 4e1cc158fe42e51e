import type { Finding, Report, SuppressedFinding } from '../findings/index.ts'

/** What a run found before the baseline has spoken: plain data, the same for the same input. */
export interface Judgement extends Pick<Report, 'facts' | 'examined' | 'notAssessed'> {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  /** The texts of files that the scripts include, by name. */
  included: [file: string, text: string][]
}
