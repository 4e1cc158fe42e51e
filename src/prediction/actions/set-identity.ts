import { allTables, defineAction } from '../alter-action.ts'
import { identityFamily, refuseBesidePartitions } from '../identity-family.ts'
import { needColumn } from '../lookup.ts'
import { sequenceOf } from '../sequences.ts'

export const setIdentity = defineAction({
  subtypes: ['AT_SetIdentity'],
  sources: ['ATExecSetIdentity() in commands/tablecmds.c'],
  targets: [...allTables, 'view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '', def }, scene) {
    const { recorder, table } = scene
    const column = needColumn(recorder, table, name)
    const items = def !== undefined && 'List' in def ? (def.List.items ?? []) : []
    const options = items.flatMap(node => ('DefElem' in node ? [node.DefElem] : []))
    refuseBesidePartitions(scene)
    if (column.identity === undefined && table.isKnown) {
      recorder.fail('55000', `column "${name}" is not an identity column`)
    }
    const generated = options.find(it => it.defname === 'generated')
    if (generated?.arg !== undefined && 'Integer' in generated.arg) {
      const isAlways = generated.arg.Integer.ival === 'a'.charCodeAt(0)
      for (const it of identityFamily(scene, name)) it.identity = isAlways ? 'always' : 'by default'
    }
    const sequence = sequenceOf(recorder, table, name)
    if (options.some(it => it.defname !== 'generated') && sequence !== undefined) {
      recorder.lock(sequence, 'SHARE ROW EXCLUSIVE')
    }
  },
})
