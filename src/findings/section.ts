import type { Location } from '../base/index.ts'

/**
 * The few shapes in which facts are shown. A room arranges its facts in these, every reporter that prints for
 * people draws them: the terminal in text, Markdown as tables, HTML as pictures.
 */
export type Section = TableSection | TimelineSection | TextSection | CodeSection

/** How a value is meant: it decides the colour. */
export type Tone = 'good' | 'bad' | 'caution' | 'muted' | 'plain'

export interface Cell {
  text: string
  tone?: Tone
}

interface SectionHead {
  title: string
  /** One sentence under the title. */
  summary?: string
}

export interface TableSection extends SectionHead {
  kind: 'table'
  columns: { title: string; align?: 'left' | 'right' }[]
  rows: Cell[][]
}

/** Steps on one axis in the order they ran; each lane shows what was held or done during which steps. */
export interface TimelineSection extends SectionHead {
  kind: 'timeline'
  steps: TimelineStep[]
  lanes: TimelineLane[]
}

export interface TimelineStep {
  label: string
  /** The whole text, shown when one points at the step. */
  detail?: string
  durationMs?: number
  tone?: Tone
  location?: Location
  /** Steps of one group belong together (one transaction); a change of group is drawn as a boundary. */
  group?: string
}

export interface TimelineLane {
  label: string
  bars: TimelineBar[]
}

/** A bar over the steps `first` to `last`, both counted from 0 and included. */
export interface TimelineBar {
  first: number
  last: number
  label: string
  detail?: string
  tone: Tone
}

export interface TextSection extends SectionHead {
  kind: 'text'
  paragraphs: string[]
}

export interface CodeSection extends SectionHead {
  kind: 'code'
  language: 'sql' | 'text' | 'shell'
  code: string
}
