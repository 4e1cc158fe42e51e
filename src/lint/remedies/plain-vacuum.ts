import { formatNode } from '../../sql/index.ts'
import { alone, defineRemedy } from '../remedy.ts'

export const plainVacuum = defineRemedy({
  name: 'plain-vacuum',
  summary: 'VACUUM without FULL makes the space usable again while everybody works on',
  cures: ['rewrite-under-lock', 'index-build-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY'],
  examples: [
    { title: 'VACUUM FULL', up: 'vacuum (full, analyze) shop.orders' },
    { title: 'CLUSTER', up: 'cluster shop.items using items_order_id_idx', isAdvised: true },
  ],
  build({ statement: { node } }) {
    if ('ClusterStmt' in node) {
      return { steps: ['pg_repack orders a table anew while it is in use; PostgreSQL itself cannot'] }
    }
    if (!('VacuumStmt' in node)) return undefined
    const { options = [] } = node.VacuumStmt
    const others = options.filter(it => !('DefElem' in it && it.DefElem.defname === 'full'))
    if (others.length === options.length) return undefined
    const sql = formatNode({
      VacuumStmt: { ...node.VacuumStmt, options: others.length === 0 ? undefined : others },
    })
    return sql === undefined ? undefined : { migrations: [alone('vacuum', sql)] }
  },
})
