import { type Node, quoteIdentifier } from '../../sql/index.ts'
import { defineStatement } from '../statement-play.ts'

export const createSchema = defineStatement({
  nodes: ['CreateSchemaStmt'],
  sources: ['CreateSchemaCommand() in commands/schemacmds.c'],
  play({ schemaname, authrole, schemaElts = [], if_not_exists: isExistingFine }, recorder) {
    const { model } = recorder
    const name = schemaname ?? authrole?.rolename ?? ''
    if (name.startsWith('pg_')) recorder.fail('42939', `unacceptable schema name "${name}"`)
    if (model.schemas.has(name)) {
      if (isExistingFine) return
      recorder.fail('42P06', `schema "${name}" already exists`)
    }
    model.schemas.add(name)
    recorder.change({ change: 'created', kind: 'schema', identity: quoteIdentifier(name), isExisting: false })
    const path = model.settings.get('search_path')
    model.settings.set('search_path', `${quoteIdentifier(name)}, ${path ?? 'public'}`)
    for (const element of schemaElts.toSorted(byOrder)) recorder.playNested(element)
    if (path === undefined) model.settings.delete('search_path')
    else model.settings.set('search_path', path)
  },
})

/** Sequences come first and privileges last, whatever the order in the text (`transformCreateSchemaStmtElements()`). */
const order = ['CreateSeqStmt', 'CreateStmt', 'ViewStmt', 'IndexStmt', 'CreateTrigStmt', 'GrantStmt']

function byOrder(a: Node, b: Node): number {
  const rank = (node: Node) => order.indexOf(Object.keys(node)[0] ?? '')
  return rank(a) - rank(b)
}
