import { defineAction, plainTables } from '../alter-action.ts'
import { partitionsOf } from '../foreign-key.ts'
import { changeConstraint } from '../part-changes.ts'

export const alterConstraint = defineAction({
  subtypes: ['AT_AlterConstraint'],
  sources: ['ATExecAlterConstraint() in commands/tablecmds.c'],
  targets: plainTables,
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def }, { recorder, table, workOn, mode }) {
    if (def === undefined || !('ATAlterConstraint' in def)) return
    const {
      conname = '',
      alterEnforceability,
      is_enforced,
      alterInheritability,
      noinherit,
      deferrable,
    } = def.ATAlterConstraint
    const constraint = table.constraints.find(it => it.name === conname)
    if (constraint === undefined) {
      if (table.isKnown) recorder.fail('42704', `constraint "${conname}" does not exist`)
      return
    }
    if (alterInheritability) {
      if (constraint.kind !== 'not null')
        recorder.fail('42809', `constraint "${conname}" is not a not-null constraint`)
      constraint.isInheritable = noinherit !== true
    } else if (constraint.kind !== 'foreign key') {
      recorder.fail('42809', `constraint "${conname}" is not a foreign key constraint`)
    }
    if (constraint.isInherited && table.bound !== undefined)
      recorder.fail(recorder.model.major >= 18 ? '55000' : 'XX000', `cannot alter "${conname}"`)
    if (alterEnforceability && (is_enforced === true) !== constraint.isEnforced) {
      constraint.isEnforced = is_enforced === true
      const target = constraint.target!.table
      const strength = constraint.isEnforced ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE'
      for (const it of [target, ...partitionsOf(target)]) recorder.lock(it, strength)
      if (constraint.isEnforced) workOn(table).foreignKeys.push(constraint)
      constraint.isValid = constraint.isEnforced
    }
    if (deferrable !== undefined) constraint.isDeferrable = deferrable
    if (constraint.kind === 'foreign key') for (const it of partitionsOf(table)) recorder.lock(it, mode)
    changeConstraint(recorder, table, constraint)
  },
})
