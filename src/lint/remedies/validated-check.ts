import { columnsOf } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { chooseConstraintName } from '../chosen-names.ts'
import { briefly, defineRemedy, quietly } from '../remedy.ts'
import { addConstraint, addedConstraint } from '../targets.ts'

export const validatedCheck = defineRemedy({
  name: 'validated-check',
  summary: 'Add the check NOT VALID, then validate it in a transaction of its own',
  cures: ['scan-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  examples: [
    {
      title: 'With a name',
      up: 'alter table shop.items add constraint quantity_positive check (quantity > 0)',
    },
    { title: 'Without a name', up: 'alter table shop.items add check (quantity > 0)' },
    { title: 'Over two columns', up: 'alter table shop.items add check (quantity > 0 or order_id is null)' },
    {
      title: 'Where the name is taken',
      up: 'alter table shop.items add check (quantity < 1000000)',
      setup: 'alter table shop.items add check (quantity > 0);',
    },
  ],
  build(scene) {
    const added = addedConstraint(scene, 'CONSTR_CHECK')
    if (added === undefined || added.constraint.skip_validation || added.constraint.is_enforced === false)
      return undefined
    const { target, constraint } = added
    const used = constraint.raw_expr === undefined ? [] : columnsOf(constraint.raw_expr)
    const name =
      constraint.conname ??
      chooseConstraintName(scene.model, target.table, used.length === 1 ? used : [], 'check')
    const { initially_valid: _, ...rest } = constraint
    const add = target.write(addConstraint({ ...rest, conname: name, skip_validation: true }))
    if (add === undefined) return undefined
    const quoted = quoteIdentifier(name)
    return {
      migrations: [
        briefly(`add ${name}`, add),
        quietly(`validate ${name}`, `ALTER TABLE ${target.name} VALIDATE CONSTRAINT ${quoted}`),
      ],
    }
  },
})
