export {
  applyBaseline,
  type Baseline,
  type BaselineEntry,
  type BaselineOutcome,
  readBaseline,
  writeBaseline,
} from './baseline.ts'
export {
  type Finding,
  type Group,
  isAtLeast,
  type Knowledge,
  type Remedy,
  type Severity,
  severities,
} from './finding.ts'
export { toJson } from './json-text.ts'
export { checkFormat, formats, renderReport } from './render.ts'
export { judge, type NotAssessed, type Report, type Verdict } from './report.ts'
export type { RenderOptions, Reporter, Style } from './reporter.ts'
export { html, Markup } from './reporters/html/markup.ts'
export { drawPage } from './reporters/html/page.ts'
export { palette } from './reporters/html/palette.ts'
export { escapeMarkdown, fence, inlineCode, table as writeTable } from './reporters/markdown/text.ts'
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
export { applySuppressions, type SuppressedFinding, type SuppressionScope } from './suppression.ts'
export { type Comment, readSuppressions, type Suppression } from './suppression-comment.ts'
export { makeVisible } from './visible.ts'
