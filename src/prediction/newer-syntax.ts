import type { AlterTableCmd, ConstraintNode, Node } from '../sql/index.ts'
import type { Recorder } from './recorder.ts'

/** Words that PostgreSQL took up in a major, where an older one finds no sense in the statement. */
const since: { major: number; isUsed: (command: AlterTableCmd) => boolean }[] = [
  { major: 15, isUsed: ({ subtype }) => subtype === 'AT_SetAccessMethod' },
  { major: 16, isUsed: ({ subtype, def }) => subtype === 'AT_SetStorage' && wordOf(def) === 'default' },
  { major: 17, isUsed: ({ subtype }) => subtype === 'AT_SetExpression' },
  { major: 17, isUsed: ({ subtype, name }) => subtype === 'AT_SetAccessMethod' && name === undefined },
  { major: 15, isUsed: command => constraintsOf(command).some(it => it.nulls_not_distinct === true) },
  { major: 15, isUsed: command => constraintsOf(command).some(it => it.fk_del_set_cols !== undefined) },
  { major: 18, isUsed: command => constraintsOf(command).some(isOf18) },
  {
    major: 18,
    isUsed: ({ subtype, def }) => subtype === 'AT_AddConstraint' && isConstraint(def, 'CONSTR_NOTNULL'),
  },
  {
    major: 18,
    isUsed: ({ def }) =>
      def !== undefined &&
      'ATAlterConstraint' in def &&
      Boolean(def.ATAlterConstraint.alterEnforceability || def.ATAlterConstraint.alterInheritability),
  },
]

/** Ends the statement where the server's own grammar would, before anything else is looked at. */
export function refuseNewerSyntax(recorder: Recorder, commands: readonly AlterTableCmd[]): void {
  for (const { major, isUsed } of since) {
    if (recorder.model.major < major && commands.some(isUsed)) {
      recorder.fail('42601', `PostgreSQL ${recorder.model.major} does not know what ${major} brought`)
    }
  }
}

function isOf18({
  contype,
  generated_kind,
  is_enforced: isEnforced,
  initially_valid,
}: ConstraintNode): boolean {
  const isUnenforced =
    (contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN') &&
    !isEnforced &&
    initially_valid === undefined
  return contype === 'CONSTR_ATTR_NOT_ENFORCED' || generated_kind === 'v' || isUnenforced
}

function constraintsOf({ def }: AlterTableCmd): ConstraintNode[] {
  if (def === undefined) return []
  if ('Constraint' in def) return [def.Constraint]
  const nodes = 'ColumnDef' in def ? (def.ColumnDef.constraints ?? []) : []
  return nodes.flatMap(node => ('Constraint' in node ? [node.Constraint] : []))
}

function isConstraint(def: Node | undefined, type: ConstraintNode['contype']): boolean {
  return def !== undefined && 'Constraint' in def && def.Constraint.contype === type
}

function wordOf(def: Node | undefined): string {
  return def !== undefined && 'String' in def ? (def.String.sval ?? '').toLowerCase() : ''
}
