import { type NodeOf, sketchExpression, stringsOf } from '../../sql/index.ts'
import { nameOfNew, namesIn } from '../creation.ts'
import type { Column, UserType } from '../model.ts'
import { identityOf, makeTable } from '../names.ts'
import { makeObjectName, nameMultirange } from '../names-chosen.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'
import { readTypeName } from '../type-ref.ts'

export const userType = defineStatement({
  nodes: ['CompositeTypeStmt', 'CreateEnumStmt', 'CreateRangeStmt', 'CreateDomainStmt'],
  sources: ['commands/typecmds.c'],
  play(node, recorder) {
    if ('typevar' in node) createComposite(node, recorder)
    else if ('domainname' in node) createDomain(node, recorder)
    else if ('params' in node) createRange(node, recorder)
    else if ('typeName' in node) createEnum(node as NodeOf<'CreateEnumStmt'>, recorder)
  },
})

function createComposite(
  { typevar, coldeflist = [] }: NodeOf<'CompositeTypeStmt'>,
  recorder: Recorder,
): void {
  const { schemaname, relname = '' } = typevar ?? {}
  const place = nameOfNew(recorder, schemaname === undefined ? [relname] : [schemaname, relname])
  refuseTaken(recorder, place)
  if (recorder.model.relations.has(identityOf(place))) {
    recorder.fail('42P07', `relation "${relname}" already exists`)
  }
  const columns = coldeflist.flatMap((node): Column[] => {
    if (!('ColumnDef' in node)) return []
    const { colname: name = '', typeName } = node.ColumnDef
    const type = typeName && readTypeName(typeName, recorder.model)
    return [{ name, type, isNullable: true, isInherited: false }]
  })
  const twice = columns.find(({ name }, i) => columns.findIndex(it => it.name === name) < i)
  if (twice !== undefined) recorder.fail('42701', `column "${twice.name}" specified more than once`)
  recorder.create({ ...makeTable(place, 'composite type'), columns })
  recorder.model.types.set(identityOf(place), makeType(place, 'composite'))
}

function createDomain(node: NodeOf<'CreateDomainStmt'>, recorder: Recorder): void {
  const { domainname = [], typeName, constraints = [] } = node
  const place = nameOfNew(recorder, stringsOf(domainname))
  refuseTaken(recorder, place)
  const made = makeType(place, 'domain')
  made.base = typeName && readTypeName(typeName, recorder.model)
  for (const it of constraints) {
    if (!('Constraint' in it)) continue
    const { contype, conname, raw_expr } = it.Constraint
    if (contype === 'CONSTR_NOTNULL') made.isNullable = false
    if (contype === 'CONSTR_DEFAULT' && raw_expr !== undefined) made.default = sketchExpression(raw_expr)
    if (contype === 'CONSTR_CHECK') {
      const expression = raw_expr === undefined ? '' : sketchExpression(raw_expr)
      made.checks.push({ name: conname ?? chooseCheckName(made), expression, isValid: true })
    }
  }
  addType(recorder, made)
}

/** `ChooseConstraintName()` in catalog/pg_constraint.c. */
function chooseCheckName({ name, checks }: Pick<UserType, 'name' | 'checks'>): string {
  for (let i = 0; ; i++) {
    const chosen = makeObjectName(name, undefined, i === 0 ? 'check' : `check${i}`)
    if (checks.every(check => check.name !== chosen)) return chosen
  }
}

function createRange({ typeName, params = [] }: NodeOf<'CreateRangeStmt'>, recorder: Recorder): void {
  const place = nameOfNew(recorder, stringsOf(typeName))
  refuseTaken(recorder, place)
  addType(recorder, makeType(place, 'range'))
  const named = params.flatMap(node =>
    'DefElem' in node && node.DefElem.defname === 'multirange_type_name' ? namesIn(node.DefElem.arg) : [],
  )
  const multirange = named.at(-1) ?? nameMultirange(place.name)
  addType(recorder, makeType({ ...place, name: multirange }, 'multirange'))
}

function createEnum({ typeName, vals = [] }: NodeOf<'CreateEnumStmt'>, recorder: Recorder): void {
  const place = nameOfNew(recorder, stringsOf(typeName))
  refuseTaken(recorder, place)
  const labels = stringsOf(vals)
  if (new Set(labels).size < labels.length) {
    recorder.fail(recorder.model.major < 18 ? '23505' : '42710', 'a label is there twice')
  }
  addType(recorder, { ...makeType(place, 'enum'), labels })
}

function makeType(place: { schema: string; name: string }, kind: UserType['kind']): UserType {
  return { ...place, kind, isExisting: false, isKnown: true, labels: [], isNullable: true, checks: [] }
}

function addType(recorder: Recorder, type: UserType): void {
  const identity = identityOf(type)
  recorder.model.types.set(identity, type)
  recorder.change({ change: 'created', kind: 'type', identity, isExisting: false })
}

/** Tables are types too. */
function refuseTaken({ model, fail }: Recorder, place: { schema: string; name: string }): void {
  const identity = identityOf(place)
  const relation = model.relations.get(identity)
  const hasType = model.types.has(identity) || (relation !== undefined && 'columns' in relation)
  if (hasType) fail('42710', `type "${place.name}" already exists`)
}
