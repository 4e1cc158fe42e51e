import { addTableConstraint } from '../add-constraint.ts'
import { defineAction } from '../alter-action.ts'
import { refuseExclusion } from '../index-definition.ts'
import { descendants } from '../names.ts'

export const addConstraint = defineAction({
  subtypes: ['AT_AddConstraint'],
  sources: [
    'ATAddCheckConstraint(), ATAddForeignKeyConstraint() and ATExecAddIndex() in commands/tablecmds.c',
    'transformIndexConstraint() in parser/parse_utilcmd.c',
  ],
  lock: ({ def }) =>
    def !== undefined && 'Constraint' in def && def.Constraint.contype === 'CONSTR_FOREIGN'
      ? 'SHARE ROW EXCLUSIVE'
      : 'ACCESS EXCLUSIVE',
  pass: 'add column',
  recursion: 'no',
  prepare({ def }, { recorder, table, isOnly, mode }) {
    const { contype } = def !== undefined && 'Constraint' in def ? def.Constraint : {}
    if (contype === 'CONSTR_EXCLUSION' && table.kind === 'partitioned table') refuseExclusion(recorder)
    // Before 18 children are locked when their turn comes.
    if (recorder.model.major < 18 || isOnly) return
    for (const child of descendants(table)) recorder.lock(child, mode)
  },
  play({ def }, scene) {
    if (def !== undefined && 'Constraint' in def) addTableConstraint(scene, def.Constraint)
  },
})
