import { blank } from './scripts.ts'

/** One changeset of a formatted SQL file; both texts keep the places of the file. */
export interface Changeset {
  author: string
  id: string
  /** The attributes behind `author:id`, by name in lower case. */
  attributes: Map<string, string>
  up: string
  down?: string
  hasPreconditions: boolean
  /** The line of the directive, from 1. */
  line: number
}

export interface FormattedSql {
  changesets: Changeset[]
  /** `--property name:… value:…`, by name. */
  properties: Map<string, string>
}

const header = /^\s*--\s*liquibase\s*formatted/i
const changesetLine = /^\s*--\s*changeset\s+("[^"]+"|[^:]+):\s*("[^"]+"|\S+)(.*)$/i
const rollbackLine = /^(\s*--\s*rollback )(.*)$/i
const otherDirective = /^\s*--\s*(comment:? |validCheckSum:? |preconditions|precondition-|property\s)/i

export function isFormattedSql(text: string): boolean {
  return header.test(text.trimStart().split('\n', 1)[0] ?? '')
}

/** Reads a file line by line as `AbstractFormattedChangeLogParser` does. */
export function parseFormattedSql(text: string): FormattedSql {
  const lines = text.split('\n')
  const blankLines = lines.map(blank)
  const properties = new Map<string, string>()
  const changesets: Changeset[] = []
  let up: string[] = []
  let down: string[] = []
  const finish = () => {
    const last = changesets.at(-1)
    if (last === undefined) return
    last.up = withDelimiters(up.join('\n'), last.attributes.get('enddelimiter'))
    const rollback = down.join('\n')
    const isNothing = /^\s*(not required|empty)\b|changesetid:/i.test(rollback)
    if (rollback.trim() !== '' && !isNothing) {
      last.down = withDelimiters(rollback, last.attributes.get('rollbackenddelimiter'))
    }
  }
  let ignoreUntil = 0
  let isIgnoring = false
  let isRollback = false
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/\r$/, '')
    const start = changesetLine.exec(line)
    const ignore = /^\s*--\s*ignoreLines:(\w+)/i.exec(line)
    if (ignore !== null) {
      if (ignore[1] === 'start' || ignore[1] === 'end') isIgnoring = ignore[1] === 'start'
      else ignoreUntil = index + Number(ignore[1])
    } else if (isIgnoring || (index <= ignoreUntil && ignoreUntil > 0)) {
      // Blank in both directions, as every directive is.
    } else if (isRollback) {
      const isEnd = /\*\/\s*$/.test(line)
      down[index] = isEnd ? raw.replace(/\*\/(\s*)$/, '  $1') : raw
      isRollback = !isEnd
    } else if (start !== null) {
      finish()
      up = [...blankLines]
      down = [...blankLines]
      const [, author, id, rest] = start
      const attributes = parseAttributes(rest!)
      changesets.push({
        author: unquote(author!),
        id: unquote(id!),
        attributes,
        up: '',
        hasPreconditions: false,
        line: index + 1,
      })
    } else if (/^\s*--\s*property\s/i.test(line)) {
      const [, name] = /name:\s*(\S+)/i.exec(line) ?? []
      const [, value] = /value:\s*(\S+)/i.exec(line) ?? []
      if (name !== undefined && value !== undefined) properties.set(name, value)
    } else if (changesets.length > 0) {
      const rollback = rollbackLine.exec(line)
      if (/^\s*--\s*precondition/i.test(line)) changesets.at(-1)!.hasPreconditions = true
      if (rollback !== null) down[index] = blank(rollback[1]!) + rollback[2]! + raw.slice(line.length)
      else if (/^\s*\/\*\s*liquibase\s*rollback\s*$/i.test(line)) isRollback = true
      else if (!otherDirective.test(line)) up[index] = raw
    }
  }
  finish()
  return { changesets, properties }
}

function parseAttributes(text: string): Map<string, string> {
  const pairs = text.matchAll(/\b(\w+):(?:"([^"]*)"|(\S*))/g)
  return new Map([...pairs].map(([, name, quoted, plain]) => [name!.toLowerCase(), quoted ?? plain ?? '']))
}

/** A delimiter of its own at the end of a line becomes a semicolon, for the parser knows no other. */
function withDelimiters(text: string, delimiter: string | undefined): string {
  const mark = delimiter?.replace(/^(\\n|\\r|\^)+/, '').replace(/\$$/, '')
  if (mark === undefined || mark === '' || mark === ';') return text
  const escaped = mark.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return text.replace(
    new RegExp(`${escaped}(?=[ \\t]*\\r?$)`, 'gm'),
    found => `;${' '.repeat(found.length - 1)}`,
  )
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1')
}
