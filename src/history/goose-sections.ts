import type { Execution } from './migration.ts'

export interface GooseSections {
  execution: Execution
  /** The lines of each direction as `[start, end)`; `down` only where the file has that section. */
  up: [number, number][]
  down?: [number, number][]
}

interface State {
  section: 'start' | 'up' | 'down'
  isInStatement: boolean
  /** Whether a statement began that no semicolon has ended. */
  isUnfinished: boolean
}

/** What an annotation needs to stand where it stands, in words for when it does not, and what it changes. */
const annotations: Record<string, { refuses(state: State): string | undefined; next: Partial<State> }> = {
  up: {
    refuses: ({ section }) => (section === 'start' ? undefined : 'a second "-- +goose Up"'),
    next: { section: 'up' },
  },
  down: {
    refuses: ({ section, isInStatement, isUnfinished }) => {
      if (section !== 'up' || isInStatement) return '"-- +goose Down" must follow "-- +goose Up"'
      return isUnfinished ? 'the statement before it has no semicolon at the end of its line' : undefined
    },
    next: { section: 'down' },
  },
  statementbegin: {
    refuses: ({ section, isInStatement }) => {
      return section === 'start' || isInStatement ? '"StatementBegin" outside a section, or twice' : undefined
    },
    next: { isInStatement: true },
  },
  statementend: {
    refuses: ({ isInStatement }) => (isInStatement ? undefined : '"StatementEnd" without "StatementBegin"'),
    next: { isInStatement: false, isUnfinished: false },
  },
  'no transaction': { refuses: () => undefined, next: {} },
  'envsub on': { refuses: () => undefined, next: {} },
  'envsub off': { refuses: () => undefined, next: {} },
}

/**
 * Reads a file line by line as goose's own state machine does (`internal/sqlparser/parser.go`).
 *
 * @param refuse makes the error for what goose refuses, with the line from 1, or none for the file as a whole.
 */
export function parseGooseSections(
  text: string,
  refuse: (problem: string, line?: number) => Error,
): GooseSections {
  const sections: GooseSections = { execution: 'transaction', up: [] }
  let state: State = { section: 'start', isInStatement: false, isUnfinished: false }
  let offset = 0
  for (const [index, line] of text.split('\n').entries()) {
    const range: [number, number] = [offset, Math.min(offset + line.length + 1, text.length)]
    offset += line.length + 1
    const name = annotationOf(line)
    if (name === undefined) {
      if (state.section === 'start' && !isCommentOrBlank(line)) {
        throw refuse('goose wants "-- +goose Up" before the first statement', index + 1)
      }
      if (state.section !== 'start') sections[state.section]?.push(range)
      if (!state.isInStatement)
        state = { ...state, isUnfinished: remainsUnfinished(line, state.isUnfinished) }
      continue
    }
    const annotation = annotations[name]
    const problem = /^\s/.test(line)
      ? 'goose refuses a directive that is indented'
      : (annotation?.refuses(state) ??
        (annotation === undefined ? `goose knows no directive "${name}"` : undefined))
    if (problem !== undefined) throw refuse(problem, index + 1)
    state = { ...state, ...annotation?.next }
    if (name === 'no transaction') sections.execution = 'autocommit'
    if (name === 'down') sections.down = []
  }
  if (state.section === 'start') throw refuse('no "-- +goose Up"')
  if (state.isInStatement) throw refuse('"StatementBegin" without "StatementEnd"')
  if (state.isUnfinished) throw refuse('the last statement has no semicolon at the end of its line')
  return sections
}

function annotationOf(line: string): string | undefined {
  if (!/^\s*--/.test(line) || !line.includes('+goose')) return undefined
  return line.replaceAll('--', '').replace('+goose', '').trim().toLowerCase()
}

function isCommentOrBlank(line: string): boolean {
  return /^\s*(--|$)/.test(line)
}

/** Comments and empty lines do not begin a statement; only a semicolon at the end of a line ends one. */
function remainsUnfinished(line: string, isUnfinished: boolean): boolean {
  if (!isUnfinished && isCommentOrBlank(line)) return false
  const words = line.trim().split(/\s+/)
  const comment = words.findIndex(word => word.startsWith('--'))
  return !(comment < 0 ? words : words.slice(0, comment)).at(-1)?.endsWith(';')
}
