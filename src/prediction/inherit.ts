import { isSameCondition } from './add-constraint.ts'
import type { Table } from './model.ts'
import type { Recorder } from './recorder.ts'
import { formatType } from './type-ref.ts'

/**
 * What a table must have to become a child or a partition of another: its columns and its CHECKs
 * (`MergeAttributesIntoExisting()` and `MergeConstraintsIntoExisting()` in commands/tablecmds.c).
 */
export function inheritFrom(recorder: Recorder, child: Table, parent: Table): void {
  if (!child.isKnown || !parent.isKnown) return
  for (const column of parent.columns) inheritColumn(recorder, child, column.name, parent)
  for (const constraint of parent.constraints) {
    if (constraint.kind !== 'check' || !constraint.isInheritable) continue
    const own = child.constraints.find(it => it.kind === 'check' && it.name === constraint.name)
    if (own === undefined) recorder.fail('42804', `child table is missing constraint "${constraint.name}"`)
    if (!isSameCondition(own, constraint)) {
      recorder.fail('42804', `child table "${child.name}" has different definition for "${own.name}"`)
    }
    if (!own.isInheritable)
      recorder.fail('55000', `constraint "${own.name}" conflicts with non-inherited constraint`)
    if (constraint.isValid && !own.isValid && own.isEnforced) {
      recorder.fail('55000', `constraint "${own.name}" conflicts with NOT VALID constraint`)
    }
    own.isInherited = parent.kind === 'partitioned table' || own.isInherited
  }
}

function inheritColumn(recorder: Recorder, child: Table, name: string, parent: Table): void {
  const column = parent.columns.find(it => it.name === name)!
  const own = child.columns.find(it => it.name === name)
  if (own === undefined) recorder.fail('42804', `child table is missing column "${name}"`)
  const refuse = (what: string) => recorder.fail('42804', `column "${name}" in child table ${what}`)
  const types = [own.type, column.type].map(type => (type === undefined ? '' : formatType(type)))
  if (types[0] !== types[1]) refuse('is of a different type')
  if ((own.collation ?? '') !== (column.collation ?? '')) {
    recorder.fail('42P21', `child table "${child.name}" has different collation for column "${name}"`)
  }
  if (!column.isNullable && own.isNullable) refuse('must be marked NOT NULL')
  if ((column.generated === undefined) !== (own.generated === undefined)) refuse('differs in being generated')
  if (column.generated?.how !== own.generated?.how) refuse('differs in how it is generated')
  if (parent.kind === 'partitioned table') own.isInherited = true
}
