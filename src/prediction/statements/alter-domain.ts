import { sketchExpression } from '../../sql/index.ts'
import { stringsOf } from '../expressions.ts'
import type { Table, UserType } from '../model.ts'
import { findType, identityOf, isTable } from '../names.ts'
import { chooseConstraintName } from '../names-chosen.ts'
import type { Mode, Recorder } from '../recorder.ts'
import { defineStatement, type NodeOf } from '../statement-play.ts'

export const alterDomain = defineStatement({
  nodes: ['AlterDomainStmt'],
  sources: ['AlterDomainAddConstraint() and validateDomainCheckConstraint() in commands/typecmds.c'],
  play(node, recorder) {
    const { model } = recorder
    const names = stringsOf(node.typeName)
    const domain = model.types.get(findType(model, names) ?? '')
    if (domain === undefined) {
      if (model.gaps.length === 0) recorder.fail('42704', `type "${names.join('.')}" does not exist`)
      recorder.assume(`the domain ${names.join('.')} is not known`)
      return
    }
    if (domain.kind !== 'domain') recorder.fail('42809', `${identityOf(domain)} is not a domain`)
    change(recorder, domain, node)
  },
})

function change(recorder: Recorder, domain: UserType, node: NodeOf<'AlterDomainStmt'>): void {
  const { subtype, def, name = '' } = node
  if (subtype === 'T') domain.default = def && sketchExpression(def)
  if (subtype === 'N') domain.isNullable = true
  if (subtype === 'O' && domain.isNullable) {
    domain.isNullable = false
    readTables(recorder, domain, 'SHARE')
  }
  if (subtype === 'C' && def !== undefined && 'Constraint' in def) {
    const { contype, conname, raw_expr: expression, skip_validation: isLater } = def.Constraint
    if (contype === 'CONSTR_NOTNULL') {
      change(recorder, domain, { ...node, subtype: 'O' })
      return
    }
    if (contype !== 'CONSTR_CHECK' || expression === undefined) {
      recorder.fail('42601', 'only CHECK constraints are possible for domains')
    }
    if (domain.checks.some(it => it.name === conname)) {
      recorder.fail('42710', `constraint "${conname}" for domain "${domain.name}" already exists`)
    }
    const { schema, name: first } = domain
    const chosen = conname ?? chooseConstraintName(recorder.model, { schema, first, label: 'check' })
    domain.checks.push({ name: chosen, expression: sketchExpression(expression), isValid: !isLater })
    if (!isLater) readTables(recorder, domain, 'SHARE')
  }
  if (subtype === 'X') {
    const isThere = domain.checks.some(it => it.name === name)
    if (!isThere && !node.missing_ok) recorder.fail('42704', `constraint "${name}" does not exist`)
    domain.checks = domain.checks.filter(it => it.name !== name)
  }
  if (subtype === 'V') validate(recorder, domain, name)
}

function validate(recorder: Recorder, domain: UserType, name: string): void {
  const check = domain.checks.find(it => it.name === name)
  if (check === undefined) recorder.fail('42704', `constraint "${name}" does not exist`)
  check.isValid = true
  readTables(recorder, domain, 'SHARE')
}

/** Every table with a column of the domain, or of one over it, is read (`get_rels_with_domain()`). */
function readTables(recorder: Recorder, domain: UserType, mode: Mode): void {
  for (const table of tablesWith(recorder, identityOf(domain))) {
    recorder.lock(table, mode)
    recorder.scan(table)
  }
}

function tablesWith({ model }: Recorder, domain: string): Table[] {
  const names = new Set([domain])
  for (let size = 0; size < names.size; ) {
    size = names.size
    for (const it of model.types.values()) {
      if (it.base !== undefined && names.has(it.base.name) && !it.base.isArray) names.add(identityOf(it))
    }
  }
  return [...model.relations.values()]
    .filter(isTable)
    .filter(({ kind }) => /^(table|materialized view)$/.test(kind))
    .filter(({ columns }) => columns.some(({ type }) => type && !type.isArray && names.has(type.name)))
}
