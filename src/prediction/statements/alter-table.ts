import type { AlterTableCmd } from '../../sql/index.ts'
import { actions } from '../actions.gen.ts'
import { type ActionScene, type AlterAction, allTables, passesOf } from '../alter-action.ts'
import { playIndexActions } from '../alter-index.ts'
import { AlterWork, refuseUsedRows } from '../alter-work.ts'
import { findTable, needTable } from '../lookup.ts'
import type { Table, TableKind } from '../model.ts'
import { descendants, findRelation, identityOf, isIndex, isTable } from '../names.ts'
import { refuseNewerSyntax } from '../newer-syntax.ts'
import { type Mode, modeStrength, type Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

const bySubtype = new Map(
  (actions as AlterAction[]).flatMap(action => action.subtypes.map(subtype => [subtype, action] as const)),
)

/** What the words of the statement must mean; ALTER TABLE itself takes everything that has columns, and indexes. */
const wantedKinds: Record<string, TableKind> = {
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_TYPE: 'composite type',
}

export const alterTable = defineStatement({
  nodes: ['AlterTableStmt'],
  sources: ['AlterTable(), AlterTableGetLockLevel() and ATRewriteTables() in commands/tablecmds.c'],
  play({ relation, cmds = [], missing_ok, objtype = 'OBJECT_TABLE' }, recorder) {
    const commands = cmds.flatMap(node => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []))
    const found = findRelation(recorder.model, relation!)
    if (found !== undefined && !isTable(found)) {
      if (isIndex(found)) playIndexActions(recorder, found, commands)
      else playSequenceActions(recorder, found, commands)
      return
    }
    const wanted = wantedKinds[objtype]
    const table = (missing_ok ? findTable : needTable)(recorder, relation!, wanted)
    if (table === undefined) return
    if (isWrongKind(table, objtype, wanted)) recorder.fail('42809', `"${table.name}" is not what ALTER wants`)
    playActions(recorder, table, commands, relation!.inh !== true && objtype !== 'OBJECT_TYPE')
  },
})

function isWrongKind(table: Table, objtype: string, wanted: TableKind | undefined): boolean {
  if (wanted !== undefined) return table.kind !== wanted
  return objtype !== 'OBJECT_TABLE' || table.kind === 'composite type'
}

/** Sequences have an owner and can be logged or not, which costs nothing. */
function playSequenceActions(
  recorder: Recorder,
  sequence: Parameters<Recorder['lock']>[0],
  commands: readonly AlterTableCmd[],
): void {
  const isAllowed = ({ subtype }: AlterTableCmd) =>
    subtype === 'AT_ChangeOwner' || (/^AT_Set(Unl|L)ogged$/.test(subtype ?? '') && recorder.model.major > 14)
  if (!commands.every(isAllowed)) recorder.fail('42809', `"${sequence.name}" is a sequence`)
  recorder.lock(sequence, 'ACCESS EXCLUSIVE')
}

function playActions(
  recorder: Recorder,
  table: Table,
  commands: readonly AlterTableCmd[],
  isOnly: boolean,
): void {
  refuseNewerSyntax(recorder, commands)
  const planned = commands.flatMap(command => {
    const action = bySubtype.get(command.subtype!)
    if (action === undefined) recorder.leaveUnfollowed(`${command.subtype} of ALTER TABLE is not followed`)
    return action === undefined ? [] : [{ command, action }]
  })
  const mode = strongest(
    planned.map(({ command, action: { lock } }) =>
      typeof lock === 'string' ? lock : lock(command, recorder),
    ),
  )
  if (mode === undefined) return
  recorder.lock(table, mode)
  const family = isOnly ? [table] : [table, ...new Set(descendants(table))]
  if (table.kind === 'composite type') family.push(...typedTables(recorder, table, commands))
  const work = new AlterWork(recorder, mode)
  const sceneOf = (it: Table) => scene(recorder, work, { table: it, root: table, isOnly, mode })
  const reachedBy = ({ recursion }: AlterAction) => {
    const goesOn = (typeof recursion === 'string' ? recursion : recursion(recorder.model)) === 'children'
    return goesOn || table.kind === 'composite type' ? family : [table]
  }
  for (const { command, action } of planned) {
    if (!(action.targets ?? allTables).includes(table.kind)) {
      recorder.fail('42809', `the action cannot be performed on ${table.kind} "${table.name}"`)
    }
    for (const it of reachedBy(action)) {
      recorder.lock(it, mode)
      action.prepare?.(command, sceneOf(it))
    }
  }
  for (const pass of passesOf(recorder.model.major)) {
    for (const { command, action } of planned.filter(it => passOf(it) === pass)) {
      for (const it of reachedBy(action)) {
        action.play(command, sceneOf(it))
      }
    }
    work.playPass(pass)
  }
  work.finish()
}

/** What is stored in a type or made of it must not change without a word (`find_typed_table_dependencies()`). */
function typedTables(recorder: Recorder, type: Table, commands: readonly AlterTableCmd[]): Table[] {
  const tables = [...recorder.model.relations.values()].filter(isTable)
  const identity = identityOf(type)
  const typed = tables.filter(it => it.ofType === identity)
  const changing = commands.filter(({ subtype }) => subtype !== 'AT_ChangeOwner')
  if (typed.length > 0 && changing.some(({ behavior }) => behavior !== 'DROP_CASCADE')) {
    recorder.fail('2BP01', `cannot alter type ${identity} because it is the type of a typed table`)
  }
  if (changing.some(({ subtype }) => subtype === 'AT_AlterColumnType')) refuseUsedRows(recorder, type)
  return typed
}

function passOf({ command, action: { pass } }: { command: AlterTableCmd; action: AlterAction }) {
  return typeof pass === 'string' ? pass : pass(command)
}

function scene(
  recorder: Recorder,
  work: AlterWork,
  place: Pick<ActionScene, 'table' | 'root' | 'isOnly' | 'mode'>,
): ActionScene {
  return {
    recorder,
    ...place,
    workOn: table => work.on(table),
    later: (pass, play) => work.putOff(pass, play),
  }
}

function strongest(modes: readonly Mode[]): Mode | undefined {
  return modes.toSorted((a, b) => modeStrength(b) - modeStrength(a))[0]
}
