import { defineAction, plainTables } from '../alter-action.ts'
import { referrersOf } from '../removal.ts'

export const setPersistence = defineAction({
  subtypes: ['AT_SetLogged', 'AT_SetUnLogged'],
  sources: ['ATPrepChangePersistence() in commands/tablecmds.c'],
  targets: plainTables,
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  prepare({ subtype }, { recorder, table }) {
    const isLogged = subtype === 'AT_SetLogged'
    const { model } = recorder
    if (table.kind === 'partitioned table' && model.major >= 18) {
      recorder.fail('42809', 'ALTER action SET LOGGED cannot be performed on a partitioned table')
    }
    if (table.persistence === 'temporary')
      recorder.fail('42P16', 'cannot change logged status of a temporary table')
    const to = isLogged ? 'permanent' : 'unlogged'
    if (table.persistence === to) return
    const isPublished = [...model.publications.values()].some(it =>
      it.tables.some(entry => entry.table === table),
    )
    if (!isLogged && isPublished) recorder.fail('55000', `cannot change table "${table.name}" to unlogged`)
    const others = isLogged
      ? table.constraints.flatMap(({ target }) => (target === undefined ? [] : [target.table]))
      : referrersOf(model, table).map(([referrer]) => referrer)
    const other = others.find(it => it !== table && (it.persistence === 'permanent') !== isLogged)
    if (other !== undefined)
      recorder.fail('42P16', `${table.name} and ${other.name} are bound by a foreign key`)
  },
  play({ subtype }, { table, workOn }) {
    const to = subtype === 'AT_SetLogged' ? 'permanent' : 'unlogged'
    if (table.persistence === to) return
    table.persistence = to
    workOn(table).hasRewrite = true
  },
})
