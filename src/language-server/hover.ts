import type { Hover, Position } from 'vscode-languageserver'
import { count, formatDuration, listWords } from '../base/index.ts'
import { type Effect, holdsData, type Step } from '../effects/index.ts'
import { includes, toRange } from './ranges.ts'

/** What the statement at a position does, as Markdown. */
export function describeHover(steps: readonly Step[], position: Position): Hover | undefined {
  const step = steps.find(({ statement }) => includes(statement.location, position))
  if (step === undefined) return undefined
  return {
    contents: { kind: 'markdown', value: describeStep(step) },
    range: toRange(step.statement.location),
  }
}

function describeStep({ effect, error, lockTimeoutMs }: Step): string {
  if (error !== undefined) return `**PostgreSQL refuses this statement:** ${error.message}`
  const locks = effect.locks.filter(({ relation, mode }) => relation.isExisting && mode.strength > 3)
  const lines = [
    ...locks.map(({ relation, mode }) => {
      const blocked = mode.blocks.length === 0 ? '' : `, blocks ${listWords([...mode.blocks])}`
      return `- ${mode.sql} lock on ${code(relation.name)}${blocked}`
    }),
    ...describeWork(effect),
  ]
  if (lines.length === 0) lines.push('- takes no lock that anybody would notice and reads no whole table')
  if (locks.length > 0) {
    lines.push(
      lockTimeoutMs === 0
        ? '- waits for its locks as long as it takes'
        : `- gives up waiting after ${formatDuration(lockTimeoutMs)}`,
    )
  }
  return `**What this statement does** (${grade(effect)})\n\n${lines.join('\n')}${describeUnknown(effect)}`
}

function describeWork({ rewrites, truncates, scans, indexBuilds, changes }: Effect): string[] {
  const existing = <It extends { isExisting: boolean }>(them: readonly It[]) =>
    them.filter(({ isExisting }) => isExisting)
  const rewritten = new Set(rewrites.map(({ name }) => name))
  const names = (relations: readonly { name: string }[]) => listWords(relations.map(({ name }) => code(name)))
  const lost = existing(changes).filter(({ change, kind }) => change === 'dropped' && holdsData(kind))
  const read = scans.map(({ relation }) => relation).filter(({ name }) => !rewritten.has(name))
  const builds = indexBuilds.filter(({ table }) => table.isExisting && !rewritten.has(table.name))
  return [
    existing(rewrites).length > 0 && `- writes every row of ${names(existing(rewrites))} anew`,
    existing(truncates).length > 0 && `- empties ${names(existing(truncates))}`,
    read.length > 0 && `- reads every row of ${names(read)}`,
    builds.length > 0 &&
      `- builds ${count(builds.length, 'index', 'indexes')}: ${names(builds.map(({ index }) => index))}`,
    lost.length > 0 && `- drops ${listWords(lost.map(({ kind, identity }) => `${kind} ${code(identity)}`))}`,
  ].filter(line => line !== false)
}

function grade({ knowledge }: Effect): string {
  return knowledge === 'text' ? 'predicted from the text alone' : 'predicted from the catalog'
}

function describeUnknown({ assumptions, unfollowed }: Effect): string {
  const parts = [
    assumptions.length > 0 && `Supposed: ${listWords(assumptions)}.`,
    unfollowed.length > 0 && `Not followed: ${listWords(unfollowed)}.`,
  ].filter(part => part !== false)
  return parts.length === 0 ? '' : `\n\n${parts.join(' ')}`
}

/** Editors show Markdown, and few of them HTML; a name with a backtick takes two around it. */
function code(name: string): string {
  return name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``
}
