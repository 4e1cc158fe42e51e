import { resolve } from 'node:path'
import { didYouMean, parseGlob, UsageError } from '../base/index.ts'
import type { Finding, Severity } from '../findings/index.ts'
import type { Model } from '../prediction/index.ts'
import { allChecks, optionalRules } from './all-checks.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules.gen.ts'
import type { RuleChoices } from './run-rules.ts'

/** How severe what a check finds is, or `off`. */
export type CheckSettings = Record<string, Severity | 'off'>

/** What a team says about checks and tables. */
export interface Policy {
  checks?: CheckSettings
  /** For files that one of the globs matches; absolute, or from the working directory. The last that matches counts. */
  overrides?: readonly { files: readonly string[]; checks: CheckSettings }[]
  /** Patterns of tables that may be locked at any time: nobody waits for them. `*` is anything; without a schema, of any. */
  lockableTables?: readonly string[]
  /** Tables that are small, whatever is known of them: what is said of locks on them is for information. */
  smallTables?: readonly string[]
  /** Tables that are large, whatever is known of them. */
  largeTables?: readonly string[]
  /** Below so many rows a table is small, where a database said how many it has; default: 10,000. */
  smallBelowRows?: number
}

/** How many rows each table of a model has, by its name; only of those where somebody counted. */
export function countRows(model: Model): Map<string, number> {
  return new Map(
    [...model.relations].flatMap(([name, relation]) => {
      return 'rows' in relation && relation.rows !== undefined ? [[name, relation.rows] as const] : []
    }),
  )
}

/**
 * Which rules have to run: what is wanted of each file is settled by `applyPolicy`, when the files are known.
 *
 * @throws {UsageError} for a check that there is not.
 */
export function chooseChecks(policy: Policy): RuleChoices {
  checkNames(policy)
  const { checks = {}, overrides = [] } = policy
  const wanted = overrides.flatMap(it => Object.keys(it.checks).filter(name => it.checks[name] !== 'off'))
  const isRunning = (name: string) => wanted.includes(name) && (checks[name] ?? 'off') === 'off'
  const revived = (rules as readonly Rule[]).filter(
    ({ name, isOptional }) => isRunning(name) && (isOptional || name in checks),
  )
  return { ...checks, ...Object.fromEntries(revived.map(({ name, severity }) => [name, severity])) }
}

function checkNames({ checks = {}, overrides = [] }: Policy): void {
  const names = [checks, ...overrides.map(it => it.checks)].flatMap(Object.keys)
  for (const name of names) {
    if (allChecks.includes(name)) continue
    throw new UsageError(`lint.checks: there is no check "${name}".${didYouMean(name, allChecks)}`, {
      hint: '`pgwright explain-check` lists them.',
    })
  }
}

/** Findings as the team wants them: without checks that are off and tables that may be locked, with other severities. */
export function applyPolicy(
  findings: readonly Finding[],
  policy: Policy,
  rows: ReadonlyMap<string, number> = new Map(),
): Finding[] {
  const settingFor = readSettings(policy)
  const sizeOf = readSizes(policy, rows)
  return findings.flatMap(finding => {
    const setting = settingFor(finding)
    const size = finding.group === 'locking' ? sizeOf(tablesOf(finding)) : 'large'
    if (setting === 'off' || size === 'lockable') return []
    const severity = setting ?? (size === 'small' ? 'info' : finding.severity)
    return [severity === finding.severity ? finding : { ...finding, severity }]
  })
}

function readSettings({
  checks = {},
  overrides = [],
}: Policy): (finding: Finding) => Severity | 'off' | undefined {
  const globs = overrides.map(({ files, checks }) => ({
    patterns: files.map(file => parseGlob(toPosix(resolve(file)))),
    checks,
  }))
  return ({ check, location }) => {
    const pathOf = () => (location === undefined ? '' : toPosix(resolve(location.file)))
    const matching = globs.filter(({ checks, patterns }) => {
      return check in checks && patterns.some(pattern => pattern.test(pathOf()))
    })
    return matching.at(-1)?.checks[check] ?? checks[check] ?? (isOptional(check) ? 'off' : undefined)
  }
}

function isOptional(check: string): boolean {
  return optionalRules.some(({ name }) => name === check)
}

/** The tables that a finding says are locked or worked through. */
function tablesOf({ evidence, object = '' }: Finding): string[] {
  const lists = [evidence.locks, evidence.scans, evidence.rewrites].filter(Array.isArray).flat()
  const named = lists.flatMap(it => (typeof it?.table === 'string' ? [it.table as string] : []))
  return named.length > 0 ? named : object.startsWith('table ') ? [object.slice('table '.length)] : []
}

/** The size that decides: of several tables that of the largest, and of none that is known, large. */
function readSizes(
  { lockableTables = [], smallTables = [], largeTables = [], smallBelowRows = 10_000 }: Policy,
  rows: ReadonlyMap<string, number>,
): (tables: readonly string[]) => 'lockable' | 'small' | 'large' {
  const [isLockable, isSmall, isLarge] = [lockableTables, smallTables, largeTables].map(matchTables) as [
    Match,
    Match,
    Match,
  ]
  const sizeOf = (table: string) => {
    if (isLockable(table)) return 'lockable'
    if (isLarge(table)) return 'large'
    return isSmall(table) || (rows.get(table) ?? Number.POSITIVE_INFINITY) < smallBelowRows
      ? 'small'
      : 'large'
  }
  return tables => {
    const sizes = tables.map(sizeOf)
    if (sizes.length === 0 || sizes.includes('large')) return 'large'
    return sizes.includes('small') ? 'small' : 'lockable'
  }
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/')
}

type Match = (table: string) => boolean

function matchTables(patterns: readonly string[]): Match {
  const matchers = patterns.map(pattern => parseGlob(pattern.includes('.') ? pattern : `*.${pattern}`))
  return table => matchers.some(matcher => matcher.test(table.replaceAll('"', '')))
}
