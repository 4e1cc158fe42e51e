import { allTables, defineAction } from '../alter-action.ts'
import { baseType, isFixedLength } from '../casts.ts'
import { needColumn } from '../lookup.ts'

export const columnStorage = defineAction({
  subtypes: ['AT_SetStorage'],
  sources: ['ATExecSetStorage() in commands/tablecmds.c'],
  targets: [...allTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'children',
  play({ name = '', def }, { recorder, table }) {
    const word = def !== undefined && 'String' in def ? (def.String.sval ?? '').toLowerCase() : ''
    const isKnown =
      /^(plain|external|extended|main)$/.test(word) || (word === 'default' && recorder.model.major >= 16)
    if (!isKnown) recorder.fail('22023', `invalid storage type "${word}"`)
    const { type } = needColumn(recorder, table, name)
    if (
      type !== undefined &&
      !/^(plain|default)$/.test(word) &&
      isFixedLength(baseType(recorder.model, type))
    ) {
      recorder.fail('0A000', `column data type ${type.name} can only have storage PLAIN`)
    }
  },
})
