export {
  type Finding,
  type Group,
  isAtLeast,
  type Knowledge,
  type Remedy,
  type Severity,
  severities,
} from './finding.ts'
export { judge, type NotAssessed, type Report, type Verdict } from './report.ts'
export { defineReporter, type RenderOptions, type Reporter, type Style } from './reporter.ts'
export type {
  Cell,
  CodeSection,
  Section,
  TableSection,
  TextSection,
  TimelineBar,
  TimelineLane,
  TimelineSection,
  TimelineStep,
  Tone,
} from './section.ts'
