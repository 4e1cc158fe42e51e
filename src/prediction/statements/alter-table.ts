import type { AlterTableCmd } from '../../sql/index.ts'
import { actions } from '../actions.gen.ts'
import { type AlterAction, passes, type TableWork } from '../alter-action.ts'
import { findTable, needTable } from '../lookup.ts'
import type { Table } from '../model.ts'
import { descendants } from '../names.ts'
import { type Mode, modeStrength, type Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

const bySubtype = new Map(
  (actions as AlterAction[]).flatMap(action => action.subtypes.map(subtype => [subtype, action] as const)),
)

export const alterTable = defineStatement({
  nodes: ['AlterTableStmt'],
  sources: ['AlterTable(), AlterTableGetLockLevel() and ATRewriteTables() in commands/tablecmds.c'],
  play({ relation, cmds = [], missing_ok }, recorder) {
    const table = missing_ok ? findTable(recorder, relation!) : needTable(recorder, relation!)
    if (table === undefined) return
    const commands = cmds.flatMap(node => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []))
    const planned = commands.map(command => ({ command, action: bySubtype.get(command.subtype!) }))
    for (const { command, action } of planned) {
      if (action === undefined) recorder.leaveUnfollowed(`${command.subtype} of ALTER TABLE is not followed`)
    }
    const known = planned.filter(
      (it): it is { command: AlterTableCmd; action: AlterAction } => it.action !== undefined,
    )
    const mode = strongest(
      known.map(({ command, action: { lock } }) =>
        typeof lock === 'string' ? lock : lock(command, recorder),
      ),
    )
    if (mode === undefined) return
    recorder.lock(table, mode)
    const family = relation!.inh === false ? [table] : [table, ...descendants(table)]
    const works = new Map<Table, TableWork>()
    const workOn = (it: Table) => {
      const work = works.get(it) ?? { hasRewrite: false, hasScan: false, foreignKeys: [] }
      works.set(it, work)
      return work
    }
    for (const pass of passes) {
      for (const { command, action } of known.filter(it => it.action.pass === pass)) {
        const tables = action.recursion === 'children' ? family : [table]
        for (const it of tables) {
          recorder.lock(it, mode)
          action.play(command, { recorder, table: it, root: table, workOn })
        }
      }
    }
    finish(works, recorder)
  },
})

/** The server's phase 3: what has to be read or written is, once for each table. */
function finish(works: ReadonlyMap<Table, TableWork>, recorder: Recorder): void {
  for (const [table, { hasRewrite, hasScan }] of works) {
    if (hasRewrite) recorder.rewrite(table)
    else if (hasScan) recorder.scan(table)
  }
  for (const [table, { foreignKeys }] of works) {
    for (const { target } of foreignKeys) {
      recorder.scan(table)
      recorder.scan(target)
    }
  }
}

function strongest(modes: readonly Mode[]): Mode | undefined {
  return modes.toSorted((a, b) => modeStrength(b) - modeStrength(a))[0]
}
