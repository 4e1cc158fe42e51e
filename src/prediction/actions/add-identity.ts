import { allTables, defineAction } from '../alter-action.ts'
import { baseType } from '../casts.ts'
import { makeSequence } from '../column-definition.ts'
import { identityFamily, refuseBesidePartitions } from '../identity-family.ts'
import { needColumn } from '../lookup.ts'
import { changeColumn } from '../part-changes.ts'

export const addIdentity = defineAction({
  subtypes: ['AT_AddIdentity'],
  sources: ['ATExecAddIdentity() in commands/tablecmds.c'],
  targets: [...allTables, 'view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'add other constraint',
  recursion: 'no',
  play({ name = '', def }, scene) {
    const { recorder, table } = scene
    const column = needColumn(recorder, table, name)
    const refuse = (sqlstate: string, why: string) => recorder.fail(sqlstate, `column "${name}" ${why}`)
    if (
      column.type !== undefined &&
      !/^(smallint|integer|bigint)$/.test(baseType(recorder.model, column.type).name)
    ) {
      refuse('22023', 'must be smallint, integer, or bigint to be an identity')
    }
    refuseBesidePartitions(scene)
    if (column.isNullable) refuse('55000', 'must be declared NOT NULL before identity can be added')
    if (column.identity !== undefined) refuse('55000', 'is already an identity column')
    if (column.default !== undefined || column.generated !== undefined)
      refuse('55000', 'already has a default value')
    const isAlways = def !== undefined && 'Constraint' in def && def.Constraint.generated_when === 'a'
    for (const it of identityFamily(scene, name)) it.identity = isAlways ? 'always' : 'by default'
    makeSequence(recorder, table, column)
    changeColumn(recorder, table, name)
  },
})
