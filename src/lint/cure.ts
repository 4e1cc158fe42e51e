import type { Remedy as Advised } from '../findings/index.ts'
import type { Node } from '../sql/index.ts'
import { formatNode } from '../sql/index.ts'
import { remedies } from './remedies.gen.ts'
import type { StatementScene } from './remedy.ts'
import { type Advice, briefly, isPlan, type Plan, type PlannedMigration, type Remedy } from './remedy.ts'

/** What cures a statement, with the remedies that it comes from. */
export interface Cure {
  title: string
  /** The rules whose findings it cures. */
  cures: string[]
  how: Plan | Advice
}

/** Everything that cures a statement. Of several actions of one ALTER TABLE each is cured by itself. */
export function findCures(scene: StatementScene): Cure[] {
  const actions = splitActions(scene)
  if (actions.length < 2) return findAll(scene)
  const cured = actions.map(action => ({
    action,
    cure: findAll(action, false).find(({ how }) => isPlan(how)),
  }))
  const plans = cured.flatMap(({ cure }) => (cure !== undefined && isPlan(cure.how) ? [cure.how] : []))
  if (plans.length === 0) return findAll(scene)
  const rest = writeTogether(
    scene,
    cured.filter(({ cure }) => cure === undefined).map(({ action }) => action),
  )
  if (rest === undefined) return []
  const how: Plan = {
    migrations: [...rest, ...plans.flatMap(({ migrations }) => migrations)],
    leftovers: plans.flatMap(({ leftovers = [] }) => leftovers),
  }
  const names = cured.flatMap(({ cure }) => cure?.cures ?? [])
  const titles = new Set(cured.flatMap(({ cure }) => cure?.title ?? []))
  return [{ title: [...titles].join('; '), cures: [...new Set(names)], how }, ...findAll(scene)]
}

function findAll(scene: StatementScene, isWhole = true): Cure[] {
  return (remedies as Remedy[]).flatMap(({ summary, cures, isForWhole = false, build }) => {
    const how = isForWhole && !isWhole ? undefined : build(scene)
    return how === undefined ? [] : [{ title: summary, cures, how }]
  })
}

/** An ALTER TABLE for each of its actions. */
function splitActions(scene: StatementScene): StatementScene[] {
  const { statement } = scene
  if (!('AlterTableStmt' in statement.node)) return [scene]
  const { AlterTableStmt } = statement.node
  return (AlterTableStmt.cmds ?? []).map(cmd => {
    const node: Node = { AlterTableStmt: { ...AlterTableStmt, cmds: [cmd] } }
    return { ...scene, statement: { ...statement, node } }
  })
}

/** The actions that need no cure, in one statement as before; nothing where it cannot be written. */
function writeTogether(
  { statement }: StatementScene,
  actions: readonly StatementScene[],
): PlannedMigration[] | undefined {
  if (actions.length === 0) return []
  if (!('AlterTableStmt' in statement.node)) return undefined
  const cmds = actions.flatMap(action =>
    'AlterTableStmt' in action.statement.node ? (action.statement.node.AlterTableStmt.cmds ?? []) : [],
  )
  const sql = formatNode({ AlterTableStmt: { ...statement.node.AlterTableStmt, cmds } })
  return sql === undefined ? undefined : [briefly('the rest', sql)]
}

/** The cure of a statement as a finding of a rule shows it. */
export function adviseRemedy(rule: string, cures: readonly Cure[]): Advised | undefined {
  const cure = cures.find(it => it.cures.includes(rule))
  if (cure === undefined) return undefined
  const { title, how } = cure
  if (!isPlan(how)) return { title, steps: how.steps }
  return { title, sql: how.migrations.map(describeMigration).join('\n') }
}

const places: Record<PlannedMigration['pace'], string> = {
  brief: 'in a transaction of its own:',
  quiet: 'in a transaction of its own, because it may take long:',
  alone: 'outside a transaction:',
}

function describeMigration(migration: PlannedMigration): string {
  return `-- ${places[migration.pace]}\n${writeScript(migration)}`
}

/** The SQL of a planned migration, in the transaction that its tool opens for it. */
export function writeScript({ pace, statements }: PlannedMigration): string {
  const timeout = pace === 'brief' ? [lockTimeout] : []
  return [...timeout, ...statements].map(sql => `${sql};`).join('\n')
}

/** Long enough for what usually runs, short enough for those who wait behind. */
export const lockTimeout = "SET LOCAL lock_timeout = '2s'"
