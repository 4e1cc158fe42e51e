import { defineAction, plainTables } from '../alter-action.ts'
import { baseType, isFixedLength } from '../casts.ts'
import { needColumn } from '../lookup.ts'

export const columnCompression = defineAction({
  subtypes: ['AT_SetCompression'],
  sources: ['ATExecSetCompression() in commands/tablecmds.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '', def }, { recorder, table }) {
    const { type } = needColumn(recorder, table, name)
    const method = def !== undefined && 'String' in def ? (def.String.sval ?? '') : ''
    if (type !== undefined && isFixedLength(baseType(recorder.model, type))) {
      recorder.fail('0A000', `column data type ${type.name} does not support compression`)
    }
    if (!/^(pglz|lz4|default)$/.test(method)) recorder.fail('22023', `invalid compression method "${method}"`)
  },
})
