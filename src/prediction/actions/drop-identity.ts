import { allTables, defineAction } from '../alter-action.ts'
import { identityFamily, refuseBesidePartitions } from '../identity-family.ts'
import { needColumn } from '../lookup.ts'
import { dropSequence, sequenceOf } from '../sequences.ts'

export const dropIdentity = defineAction({
  subtypes: ['AT_DropIdentity'],
  sources: ['ATExecDropIdentity() in commands/tablecmds.c'],
  targets: [...allTables, 'view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'no',
  play({ name = '', missing_ok }, scene) {
    const { recorder, table } = scene
    const column = needColumn(recorder, table, name)
    refuseBesidePartitions(scene)
    if (column.identity === undefined) {
      if (!missing_ok && table.isKnown) recorder.fail('55000', `column "${name}" is not an identity column`)
      return
    }
    for (const it of identityFamily(scene, name)) it.identity = undefined
    const sequence = sequenceOf(recorder, table, name)
    if (sequence !== undefined) dropSequence(recorder, sequence)
  },
})
