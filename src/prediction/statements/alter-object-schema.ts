import { stringsOf } from '../expressions.ts'
import { findTable, needTable } from '../lookup.ts'
import { findRelation, findType } from '../names.ts'
import { moveTable, moveType } from '../rename-object.ts'
import { defineStatement } from '../statement-play.ts'

export const alterObjectSchema = defineStatement({
  nodes: ['AlterObjectSchemaStmt'],
  sources: ['AlterTableNamespace() in commands/tablecmds.c, ExecAlterObjectSchemaStmt() in commands/alter.c'],
  play({ objectType = '', relation, object, newschema = '', missing_ok }, recorder) {
    const { model } = recorder
    if (relation !== undefined) {
      const found = findRelation(model, relation) ?? (missing_ok ? findTable : needTable)(recorder, relation)
      if (found === undefined) return
      recorder.lock(found, 'ACCESS EXCLUSIVE')
      if ('ownedBy' in found && found.ownedBy !== undefined) {
        recorder.fail('0A000', 'cannot move an owned sequence into another schema')
      }
      refuseUnknown()
      moveTable(recorder, found, newschema)
    } else if (/^OBJECT_(TYPE|DOMAIN)$/.test(objectType) && object !== undefined && 'List' in object) {
      refuseUnknown()
      const identity = findType(model, stringsOf(object.List.items))
      const type = identity === undefined ? undefined : model.types.get(identity)
      if (type !== undefined) moveType(model, identity!, newschema, type.name)
    }

    function refuseUnknown(): void {
      if (model.schemas.has(newschema)) return
      if (model.gaps.length === 0) recorder.fail('3F000', `schema "${newschema}" does not exist`)
      model.schemas.add(newschema)
    }
  },
})
