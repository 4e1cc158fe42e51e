import { planNotNullWhole } from '../not-null.ts'
import { defineRemedy } from '../remedy.ts'
import { tableTarget } from '../targets.ts'

export const notNullAfterCheck = defineRemedy({
  name: 'not-null-after-check',
  summary: 'Let a constraint that is validated later prove that there is no null',
  cures: ['scan-under-lock'],
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL',
  ],
  examples: [
    { title: 'A column', up: 'alter table shop.items alter column quantity set not null' },
    {
      title: 'Names that need quotes',
      up: 'alter table shop."Odd ""Name" alter column "Größe" set not null',
      setup: 'create table shop."Odd ""Name" ("Größe" int); insert into shop."Odd ""Name" values (1);',
    },
    {
      title: 'A partitioned table',
      up: 'alter table shop.visits alter customer_id set not null',
      setup: `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');
        insert into shop.visits values (1, '2024-06-01');`,
    },
    {
      title: 'Two columns at once',
      up: 'alter table shop.orders alter customer_id set not null, alter total set not null',
    },
  ],
  build(scene) {
    const target = tableTarget(scene)
    if (target?.command.subtype !== 'AT_SetNotNull') return undefined
    const { table, name, command } = target
    const column = command.name ?? ''
    if (table.columns.some(it => it.name === column && !it.isNullable)) return undefined
    return { migrations: planNotNullWhole(scene.model, table, name, column) }
  },
})
