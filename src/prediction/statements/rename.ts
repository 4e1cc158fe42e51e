import type { RangeVar } from '../../sql/index.ts'
import { stringsOf } from '../expressions.ts'
import { partitionsOf } from '../foreign-key.ts'
import { findTable, needTable } from '../lookup.ts'
import type { Table } from '../model.ts'
import { findRelation, isIndex, isTable } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { renameColumn } from '../rename-column.ts'
import { renameConstraint } from '../rename-constraint.ts'
import { renameIndex, renameSchema, renameTable, renameUserType } from '../rename-object.ts'
import { defineStatement, type NodeOf } from '../statement-play.ts'

type RenameNode = NodeOf<'RenameStmt'>

/** What has a name in a table besides its columns and constraints, and where the model keeps it. */
const parts = {
  OBJECT_TRIGGER: 'triggers',
  OBJECT_RULE: 'rules',
  OBJECT_POLICY: 'policies',
} as const

export const rename = defineStatement({
  nodes: ['RenameStmt'],
  sources: ['renameatt(), RenameConstraint() and RenameRelation() in commands/tablecmds.c'],
  play(node, recorder) {
    const { renameType = '', relation, object, newname = '' } = node
    if (renameType === 'OBJECT_COLUMN' || renameType === 'OBJECT_ATTRIBUTE') {
      withTable(node, recorder, table =>
        renameColumn(recorder, table, node.subname ?? '', newname, {
          isOnly: isOnly(relation),
          isCascade: node.behavior === 'DROP_CASCADE',
        }),
      )
    } else if (renameType === 'OBJECT_TABCONSTRAINT') {
      withTable(node, recorder, table =>
        renameConstraint(recorder, table, node.subname ?? '', newname, isOnly(relation)),
      )
    } else if (renameType in parts) {
      withTable(node, recorder, table => renamePart(recorder, table, node))
    } else if (renameType === 'OBJECT_SCHEMA') {
      renameSchema(recorder, node.subname ?? '', newname)
    } else if (relation !== undefined) {
      renameRelation(node, recorder)
    } else if (/^OBJECT_(TYPE|DOMAIN)$/.test(renameType) && object !== undefined && 'List' in object) {
      renameUserType(recorder, stringsOf(object.List.items), newname)
    }
  },
})

function isOnly(relation: RangeVar | undefined): boolean {
  return relation !== undefined && relation.inh !== true
}

function withTable(
  { relation, missing_ok }: RenameNode,
  recorder: Recorder,
  play: (table: Table) => void,
): void {
  const table = (missing_ok ? findTable : needTable)(recorder, relation!)
  if (table === undefined) return
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  play(table)
}

const wantedKinds: Record<string, RegExp> = {
  OBJECT_VIEW: /^view$/,
  OBJECT_MATVIEW: /^materialized view$/,
  OBJECT_FOREIGN_TABLE: /^foreign table$/,
  OBJECT_SEQUENCE: /^sequence$/,
}

function renameRelation(node: RenameNode, recorder: Recorder): void {
  const { renameType = '', relation, newname = '', missing_ok } = node
  const found = findRelation(recorder.model, relation!)
  const isWrong = found !== undefined && wantedKinds[renameType]?.test(found.kind) === false
  if (isWrong) recorder.fail('42809', `"${found.name}" is not what the statement renames`)
  if (found !== undefined && isIndex(found)) {
    recorder.lock(found, 'SHARE UPDATE EXCLUSIVE')
    renameIndex(recorder, found, newname)
    return
  }
  if (found !== undefined && renameType === 'OBJECT_INDEX' && isTable(found)) {
    recorder.lock(found, 'ACCESS EXCLUSIVE')
  }
  const table = found ?? (missing_ok ? findTable : needTable)(recorder, relation!)
  if (table === undefined) return
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  renameTable(recorder, table, newname)
}

function renamePart(recorder: Recorder, table: Table, node: RenameNode): void {
  const { renameType, subname = '', newname = '' } = node
  const kind = parts[renameType as keyof typeof parts]
  const found: { name: string } | undefined = table[kind].find(it => it.name === subname)
  if (found === undefined) {
    if (table.isKnown) recorder.fail('42704', `"${subname}" of table "${table.name}" does not exist`)
    return
  }
  if (table[kind].some(it => it.name === newname)) {
    recorder.fail('42710', `"${newname}" of table "${table.name}" already exists`)
  }
  found.name = newname
  if (kind !== 'triggers' || recorder.model.major < 15) return
  for (const partition of partitionsOf(table)) {
    recorder.lock(partition, 'ACCESS EXCLUSIVE')
    for (const it of partition.triggers) if (it.name === subname) it.name = newname
  }
}
