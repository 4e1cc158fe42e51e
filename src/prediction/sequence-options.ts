import { type Node, stringsOf } from '../sql/index.ts'
import { findOption, listOptions, textOfOption } from './def-elem.ts'
import { needColumn, needTable } from './lookup.ts'
import type { Sequence } from './model.ts'
import type { Recorder } from './recorder.ts'
import { tieSequence } from './sequences.ts'
import { readTypeName } from './type-ref.ts'

/** `OWNED BY` a column, or NONE. */
export function setOwner(recorder: Recorder, sequence: Sequence, options: readonly Node[] = []): void {
  const option = findOption(options, 'owned_by')
  if (option?.arg === undefined || !('List' in option.arg)) return
  const names = stringsOf(option.arg.List.items)
  refuseIdentity(recorder, sequence)
  if (names.length === 1) {
    if (names[0] !== 'none') recorder.fail('42601', 'invalid OWNED BY option')
    sequence.ownedBy = undefined
    return
  }
  const [column = '', relname = '', schemaname] = names.toReversed()
  const table = needTable(recorder, schemaname === undefined ? { relname } : { schemaname, relname })
  if (table === undefined) return
  recorder.lock(table, 'ACCESS SHARE')
  if (!/table$|^view$/.test(table.kind)) recorder.fail('42809', `"${table.name}" cannot own a sequence`)
  if (table.schema !== sequence.schema) {
    recorder.fail('55000', 'sequence must be in same schema as table it is linked to')
  }
  needColumn(recorder, table, column)
  tieSequence(sequence, table, column)
}

/** `AS integer`. */
export function setSequenceType(
  { model }: Recorder,
  sequence: Sequence,
  options: readonly Node[] = [],
): void {
  const arg = findOption(options, 'as')?.arg
  if (arg !== undefined && 'TypeName' in arg) sequence.type = readTypeName(arg.TypeName, model).name
}

function refuseIdentity(recorder: Recorder, { ownedBy, name }: Sequence): void {
  const column = ownedBy?.table.columns.find(it => it.name === ownedBy.column)
  if (column?.identity !== undefined) {
    recorder.fail('0A000', `cannot change ownership of identity sequence "${name}"`)
  }
}

/** What contradicts itself. */
export function refuseSequenceOptions(recorder: Recorder, options: readonly Node[] = []): void {
  const names = listOptions(options).map(({ defname }) => defname)
  if (new Set(names).size < names.length) recorder.fail('42601', 'conflicting or redundant options')
  const number = (name: string) => {
    const text = textOfOption(findOption(options, name))
    return text === undefined ? undefined : Number(text)
  }
  const type = textOfOption(findOption(options, 'as'))?.replace(/^pg_catalog\./, '')
  const [increment = 1, cache = 1] = [number('increment'), number('cache')]
  const [low, high, start] = [number('minvalue'), number('maxvalue'), number('start')]
  const isContradictory =
    (type !== undefined && !/^int[248]$/.test(type)) ||
    increment === 0 ||
    cache <= 0 ||
    (low !== undefined && high !== undefined && low >= high) ||
    (start !== undefined && ((low !== undefined && start < low) || (high !== undefined && start > high)))
  if (isContradictory) recorder.fail('22023', 'invalid options of a sequence')
}
