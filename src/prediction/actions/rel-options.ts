import type { AlterTableCmd } from '../../sql/index.ts'
import { defineAction, plainTables } from '../alter-action.ts'
import type { Mode } from '../recorder.ts'

/** Options that the server reads while others use the table; all others ask for everything (`reloptions.c`). */
const gentle =
  /^((toast\.)?(autovacuum_\w+|log_autovacuum_min_duration|vacuum_(index_cleanup|truncate|max_eager_freeze_failure_rate))|fillfactor|parallel_workers|toast_tuple_target)$/

const known =
  /^((toast\.)?(autovacuum_\w+|log_autovacuum_min_duration|vacuum_\w+)|fillfactor|parallel_workers|toast_tuple_target|user_catalog_table|oids)$/

export const relOptions = defineAction({
  subtypes: ['AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_ReplaceRelOptions'],
  sources: ['AlterTableGetRelOptionsLockLevel() in access/common/reloptions.c'],
  targets: [...plainTables, 'view', 'materialized view'],
  lock: command => lockOfOptions(command),
  pass: 'misc',
  recursion: 'no',
  play(command, { recorder, table }) {
    const isReset = command.subtype === 'AT_ResetRelOptions'
    const names = readOptions(command)
    for (const [name, value] of names) {
      if (isReset) {
        table.options.delete(name)
        continue
      }
      if (table.kind === 'partitioned table') {
        recorder.fail(
          recorder.model.major >= 16 ? '42809' : '22023',
          'cannot specify storage parameters for a partitioned table',
        )
      }
      const isKnown =
        table.kind === 'view'
          ? /^(security_barrier|security_invoker|check_option)$/.test(name)
          : known.test(name)
      if (!isKnown) recorder.fail('22023', `unrecognized parameter "${name}"`)
      table.options.set(name, value)
    }
  },
})

/** The strongest that one of the options needs. */
export function lockOfOptions(command: AlterTableCmd): Mode {
  const isGentle = readOptions(command).every(([name]) => gentle.test(name))
  return isGentle && command.subtype !== 'AT_ReplaceRelOptions'
    ? 'SHARE UPDATE EXCLUSIVE'
    : 'ACCESS EXCLUSIVE'
}

function readOptions({ def }: AlterTableCmd): [name: string, value: string][] {
  const items = def !== undefined && 'List' in def ? (def.List.items ?? []) : []
  return items.flatMap((node): [string, string][] => {
    if (!('DefElem' in node)) return []
    const { defnamespace, defname = '', arg } = node.DefElem
    return [[defnamespace === undefined ? defname : `${defnamespace}.${defname}`, readValue(arg)]]
  })
}

function readValue(arg: unknown): string {
  const [inner = {}] = Object.values((arg ?? {}) as Record<string, Record<string, unknown>>)
  return String(Object.values(inner)[0] ?? 'true')
}
