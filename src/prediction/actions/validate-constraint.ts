import { type ActionScene, defineAction } from '../alter-action.ts'
import type { Constraint, Table } from '../model.ts'
import { changeConstraint } from '../part-changes.ts'
import { isSameKey } from '../removal.ts'

export const validateConstraint = defineAction({
  subtypes: ['AT_ValidateConstraint'],
  sources: ['ATExecValidateConstraint() in commands/tablecmds.c'],
  lock: 'SHARE UPDATE EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '' }, scene) {
    const { recorder, table } = scene
    const constraint = table.constraints.find(it => it.name === name)
    if (constraint === undefined) {
      if (table.isKnown) recorder.fail('42704', `constraint "${name}" does not exist`)
      recorder.assume(`the constraint ${name} is taken for one that reads ${table.name} only`)
      scene.workOn(table).hasScan = true
      return
    }
    if (!/^(check|foreign key|not null)$/.test(constraint.kind)) {
      recorder.fail('42809', `constraint "${name}" cannot be validated`)
    }
    if (!constraint.isEnforced) recorder.fail('42809', 'cannot validate NOT ENFORCED constraint')
    if (!constraint.isValid) validate(scene, table, constraint)
  },
})

function validate(scene: ActionScene, table: Table, constraint: Constraint): void {
  const { recorder, mode, workOn, isOnly } = scene
  recorder.lock(table, mode)
  if (!constraint.isValid) {
    if (constraint.kind === 'foreign key') {
      recorder.lock(constraint.target!.table, 'ROW SHARE')
      workOn(table).foreignKeys.push(constraint)
    } else {
      workOn(table).hasScan = true
    }
  }
  constraint.isValid = true
  changeConstraint(recorder, table, constraint)
  if (!constraint.isInheritable) return
  if (constraint.kind === 'foreign key') {
    if (table.kind !== 'partitioned table') return
    for (const child of table.children) {
      const part = child.constraints.find(it => it.isInherited && isSameKey(it, constraint))
      if (part !== undefined) validate(scene, child, part)
    }
    return
  }
  if (isOnly && table.children.length > 0)
    recorder.fail('42P16', 'constraint must be validated on child tables too')
  for (const child of table.children) {
    const part = child.constraints.find(it => it.kind === constraint.kind && isPartOf(it, constraint))
    if (part !== undefined) validate(scene, child, part)
  }
}

function isPartOf(part: Constraint, { kind, name, columns }: Constraint): boolean {
  return kind === 'not null' ? part.columns[0] === columns[0] : part.name === name
}
