import { addTableConstraint } from '../add-constraint.ts'
import { defineAction } from '../alter-action.ts'

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
  play({ def }, scene) {
    if (def !== undefined && 'Constraint' in def) addTableConstraint(scene, def.Constraint)
  },
})
