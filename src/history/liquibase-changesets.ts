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
const rollbackBlock = /^\s*\/\*\s*liquibase\s*rollback\s*$/i
const propertyLine = /^\s*--\s*property\s/i
const otherDirective = /^\s*--\s*(comment:? |validCheckSum:? |preconditions|precondition-)/i

export function isFormattedSql(text: string): boolean {
  return header.test(text.trimStart().split('\n', 1)[0] ?? '')
}

/** Reads a file line by line as `AbstractFormattedChangeLogParser` does. */
export function parseFormattedSql(text: string): FormattedSql {
  const lines = text.split('\n')
  const blankLines = lines.map(blank)
  const ignored = findIgnoredLines(lines)
  const properties = new Map<string, string>()
  const drafts: Draft[] = []
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/\r$/, '')
    const draft = drafts.at(-1)
    if (ignored.has(index)) continue
    if (draft?.isInRollback) takeRollbackLine(draft, index, raw)
    else if (changesetLine.test(line)) drafts.push(startDraft(line, index, blankLines))
    else if (propertyLine.test(line)) readProperty(line, properties)
    else if (draft !== undefined) takeLine(draft, index, raw)
  }
  return { changesets: drafts.map(finishDraft), properties }
}

/** A changeset whose lines are being collected; both lists have the length of the file. */
interface Draft {
  head: Pick<Changeset, 'author' | 'id' | 'attributes' | 'line'>
  up: string[]
  down: string[]
  hasPreconditions: boolean
  isInRollback: boolean
}

function startDraft(line: string, index: number, blankLines: readonly string[]): Draft {
  const [, author = '', id = '', rest = ''] = changesetLine.exec(line) ?? []
  return {
    head: { author: unquote(author), id: unquote(id), attributes: parseAttributes(rest), line: index + 1 },
    up: [...blankLines],
    down: [...blankLines],
    hasPreconditions: false,
    isInRollback: false,
  }
}

function takeLine(draft: Draft, index: number, raw: string): void {
  const line = raw.replace(/\r$/, '')
  const [, mark, rollback] = rollbackLine.exec(line) ?? []
  if (/^\s*--\s*precondition/i.test(line)) draft.hasPreconditions = true
  if (mark !== undefined) draft.down[index] = blank(mark) + rollback! + raw.slice(line.length)
  else if (rollbackBlock.test(line)) draft.isInRollback = true
  else if (!otherDirective.test(line)) draft.up[index] = raw
}

function takeRollbackLine(draft: Draft, index: number, raw: string): void {
  draft.isInRollback = !/\*\/\s*$/.test(raw)
  draft.down[index] = draft.isInRollback ? raw : raw.replace(/\*\/(\s*)$/, '  $1')
}

function finishDraft({ head, up, down, hasPreconditions }: Draft): Changeset {
  const rollback = down.join('\n')
  const isNothing = /^\s*$|^\s*(not required|empty)\b|changesetid:/i.test(rollback)
  return {
    ...head,
    hasPreconditions,
    up: withDelimiters(up.join('\n'), head.attributes.get('enddelimiter')),
    down: isNothing ? undefined : withDelimiters(rollback, head.attributes.get('rollbackenddelimiter')),
  }
}

/** `--ignoreLines:3`, or everything between `--ignoreLines:start` and `--ignoreLines:end`. */
function findIgnoredLines(lines: readonly string[]): Set<number> {
  const ignored = new Set<number>()
  let remaining = 0
  for (const [index, line] of lines.entries()) {
    const [, argument] = /^\s*--\s*ignoreLines:(\w+)/i.exec(line) ?? []
    if (argument !== undefined || remaining > 0) ignored.add(index)
    if (argument === 'start') remaining = Number.POSITIVE_INFINITY
    else if (argument === 'end') remaining = 0
    else if (argument !== undefined) remaining = Number(argument)
    else if (remaining > 0) remaining--
  }
  return ignored
}

function readProperty(line: string, properties: Map<string, string>): void {
  const [, name] = /\bname:\s*(\S+)/i.exec(line) ?? []
  const [, value] = /\bvalue:\s*(\S+)/i.exec(line) ?? []
  if (name !== undefined && value !== undefined) properties.set(name, value)
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
