import { type Node, type NodeOf, quoteIdentifier, stringsOf } from '../../sql/index.ts'
import { needSchema } from '../creation.ts'
import { findOption, textOfOption } from '../def-elem.ts'
import { columnsOf } from '../expressions.ts'
import { needColumn, needTable } from '../lookup.ts'
import type { Publication, Table } from '../model.ts'
import { creationSchema, descendants, findRelation } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const publication = defineStatement({
  nodes: ['CreatePublicationStmt', 'AlterPublicationStmt'],
  sources: ['CreatePublication(), AlterPublication() and OpenTableList() in commands/publicationcmds.c'],
  play(node, recorder) {
    if ('action' in node) alterPublication(node, recorder)
    else createPublication(node, recorder)
  },
})

function createPublication(node: NodeOf<'CreatePublicationStmt'>, recorder: Recorder): void {
  const { pubname: name = '', pubobjects = [], for_all_tables = false, options } = node
  if (recorder.model.publications.has(name)) recorder.fail('42710', `publication "${name}" already exists`)
  const made: Publication = {
    name,
    isForAllTables: for_all_tables,
    schemas: [],
    tables: [],
    publishesChanges: doesPublishChanges(options) ?? true,
  }
  addObjects(made, pubobjects, recorder)
  recorder.model.publications.set(name, made)
  recorder.change({
    change: 'created',
    kind: 'publication',
    identity: quoteIdentifier(name),
    isExisting: false,
  })
}

function alterPublication(node: NodeOf<'AlterPublicationStmt'>, recorder: Recorder): void {
  const { pubname: name = '', pubobjects = [], options, action } = node
  const publication = recorder.model.publications.get(name)
  if (publication === undefined) {
    if (recorder.model.gaps.length === 0) recorder.fail('42704', `publication "${name}" does not exist`)
    addObjects(undefined, pubobjects, recorder)
    return
  }
  publication.publishesChanges = doesPublishChanges(options) ?? publication.publishesChanges
  if (pubobjects.length === 0) return
  if (publication.isForAllTables) recorder.fail('55000', `publication "${name}" is defined as FOR ALL TABLES`)
  if (action === 'AP_DropObjects') {
    for (const object of pubobjects) dropObject(publication, object, recorder)
    return
  }
  if (action === 'AP_SetObjects') {
    for (const { table } of publication.tables) recorder.lock(table, 'SHARE UPDATE EXCLUSIVE')
    Object.assign(publication, { tables: [], schemas: [] })
  }
  addObjects(publication, pubobjects, recorder)
}

function doesPublishChanges(options: readonly Node[] = []): boolean | undefined {
  const published = textOfOption(findOption(options, 'publish'))
  return published === undefined ? undefined : /update|delete/i.test(published)
}

/** What is named twice counts once. */
function addObjects(
  publication: Publication | undefined,
  objects: readonly Node[],
  recorder: Recorder,
): void {
  const before = new Set(publication?.tables.map(({ table }) => table))
  for (const object of objects) addObject(publication, object, before, recorder)
}

/** A table, and all that inherit from it; the partitions of a partitioned table are published through it. */
function addObject(
  publication: Publication | undefined,
  node: Node,
  before: ReadonlySet<Table>,
  recorder: Recorder,
): void {
  const { table, schema, spec } = readObject(node, recorder, '22023')
  if (schema !== undefined) {
    if (publication?.schemas.includes(schema)) recorder.fail('42710', `schema "${schema}" is already there`)
    publication?.schemas.push(schema)
  }
  if (table === undefined) return
  const { relation, columns = [], whereClause } = spec!
  const isWithChildren = relation?.inh === true && table.kind === 'table'
  for (const it of [table, ...(isWithChildren ? descendants(table) : [])]) {
    recorder.lock(it, 'SHARE UPDATE EXCLUSIVE')
    const isThere = publication?.tables.some(member => member.table === it)
    if (before.has(it) && it === table)
      recorder.fail('42710', `relation "${it.name}" is already member of publication`)
    refuseTable(it, recorder)
    const names = stringsOf(columns)
    const filterColumns = whereClause === undefined ? [] : columnsOf(whereClause)
    for (const column of [...names, ...filterColumns]) needColumn(recorder, it, column)
    if (isThere) continue
    publication?.tables.push({
      table: it,
      ...(names.length > 0 && { columns: names }),
      hasFilter: whereClause !== undefined,
      filterColumns,
    })
  }
}

function dropObject(publication: Publication, node: Node, recorder: Recorder): void {
  const { table, schema, spec } = readObject(node, recorder, '42704')
  if (schema !== undefined) {
    if (!publication.schemas.includes(schema)) recorder.fail('42704', `schema "${schema}" is not in it`)
    publication.schemas = publication.schemas.filter(it => it !== schema)
  }
  if (table === undefined) return
  const isWithChildren = spec?.relation?.inh === true && table.kind === 'table'
  for (const it of [table, ...(isWithChildren ? descendants(table) : [])]) {
    recorder.lock(it, 'SHARE UPDATE EXCLUSIVE')
    if (!publication.tables.some(member => member.table === it)) {
      recorder.fail('42704', `relation "${it.name}" is not part of the publication`)
    }
    publication.tables = publication.tables.filter(member => member.table !== it)
  }
}

/** A sequence is found, and refused as any relation that cannot be published, or is not. */
function readObject(node: Node, recorder: Recorder, refusal: string) {
  const { pubobjtype, pubtable, name } = 'PublicationObjSpec' in node ? node.PublicationObjSpec : {}
  if (pubtable?.relation !== undefined) {
    if (findRelation(recorder.model, pubtable.relation)?.kind === 'sequence')
      recorder.fail(refusal, `relation "${pubtable.relation.relname}" is a sequence`)
    const table = needTable(recorder, pubtable.relation)
    if (table?.kind === 'composite type') recorder.fail('42809', `"${table.name}" is a composite type`)
    return { table, spec: pubtable }
  }
  const isCurrent = pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA'
  const schema = isCurrent ? creationSchema(recorder.model) : name
  if (schema !== undefined) needSchema(recorder, schema)
  return { schema }
}

function refuseTable({ kind, name, persistence, isKnown }: Table, recorder: Recorder): void {
  if (!isKnown) return
  const isPublishable = (kind === 'table' || kind === 'partitioned table') && persistence === 'permanent'
  if (!isPublishable) recorder.fail('22023', `cannot add relation "${name}" to publication`)
}
