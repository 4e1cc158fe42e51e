import { allTables, defineAction } from '../alter-action.ts'
import { stringsOf } from '../expressions.ts'
import { findType, isTable } from '../names.ts'
import { formatType } from '../type-ref.ts'

export const ofType = defineAction({
  subtypes: ['AT_AddOf', 'AT_DropOf'],
  sources: ['ATExecAddOf() and ATExecDropOf() in commands/tablecmds.c'],
  targets: allTables.filter(kind => kind !== 'foreign table'),
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def }, { recorder, table }) {
    if (def === undefined || !('TypeName' in def)) {
      if (table.ofType === undefined && table.isKnown)
        recorder.fail('42809', `"${table.name}" is not a typed table`)
      table.ofType = undefined
      return
    }
    const { model } = recorder
    const identity = findType(model, stringsOf(def.TypeName.names))
    const type = identity === undefined ? undefined : model.relations.get(identity)
    if (identity === undefined && model.gaps.length === 0) recorder.fail('42704', 'type does not exist')
    if (model.types.get(identity ?? '')?.kind !== 'composite' && model.gaps.length === 0) {
      recorder.fail('42809', `type ${identity} is not a composite type`)
    }
    if (table.parents.length > 0) recorder.fail('42809', 'typed tables cannot inherit')
    if (type !== undefined && isTable(type)) {
      const describe = ({ columns }: typeof type) =>
        columns.map(it => `${it.name} ${it.type && formatType(it.type)}`).join()
      if (describe(type) !== describe(table)) recorder.fail('42804', 'table has different columns from type')
    }
    table.ofType = identity
  },
})
