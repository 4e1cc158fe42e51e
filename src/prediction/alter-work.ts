import type { Pass, TableWork } from './alter-action.ts'
import { partitionsOf } from './foreign-key.ts'
import type { Table } from './model.ts'
import { identityOf, isTable } from './names.ts'
import { rebuildDependants } from './rebuild.ts'
import type { Mode, Recorder } from './recorder.ts'

/** What the actions of one ALTER TABLE leave to later passes and to the end. */
export class AlterWork {
  readonly #recorder: Recorder
  readonly #mode: Mode
  readonly #works = new Map<Table, TableWork>()
  readonly #later = new Map<Pass, (() => void)[]>()

  constructor(recorder: Recorder, mode: Mode) {
    this.#recorder = recorder
    this.#mode = mode
  }

  on(table: Table): TableWork {
    const work = this.#works.get(table) ?? {
      ...{ hasRewrite: false, hasScan: false, hasNewValues: false, hasCopy: false, foreignKeys: [] },
      changedColumns: new Map(),
    }
    this.#works.set(table, work)
    return work
  }

  putOff(pass: Pass, play: () => void): void {
    this.#later.set(pass, [...(this.#later.get(pass) ?? []), play])
  }

  /** Does what was put off to a pass; indexes and constraints that a new type touches are made anew in one of them. */
  playPass(pass: Pass): void {
    for (const play of this.#later.get(pass) ?? []) play()
    if (pass === 'old index')
      rebuildDependants(this.#recorder, this.#mode, this.#works, table => this.on(table))
  }

  /** The server's phase 3: what has to be read or written is, once for each table. */
  finish(): void {
    for (const [table, { hasRewrite, hasNewValues, hasScan, hasCopy, emptyColumn }] of this.#works) {
      if (hasRewrite || hasNewValues) refuseUsedRows(this.#recorder, table)
      const isCatalog = /^(true|on|1|yes)$/.test(table.options.get('user_catalog_table') ?? '')
      if (hasRewrite && isCatalog) {
        this.#recorder.fail('0A000', `cannot rewrite table "${table.name}" used as a catalog table`)
      }
      if (hasRewrite) this.#recorder.rewrite(table)
      else if (hasScan) this.#recorder.scan(table)
      if (hasCopy) this.#recorder.copy(table)
      if (emptyColumn !== undefined) refuseRows(this.#recorder, table, emptyColumn)
    }
    for (const [table, { foreignKeys }] of this.#works) {
      for (const { target } of foreignKeys) {
        if (target === undefined || !table.isExisting || table.kind !== 'table') continue
        this.#recorder.scan(table)
        for (const it of [target.table, ...partitionsOf(target.table)]) this.#recorder.scan(it)
      }
    }
  }
}

/** The first row that is read has nothing in the column; a table without rows would do. */
function refuseRows(recorder: Recorder, table: Table, column: string): void {
  recorder.scan(table)
  recorder.fail('23502', `column "${column}" of relation "${table.name}" contains null values`)
}

/** Rows of a table that are values in another are not changed with it (`find_composite_type_dependencies()`). */
export function refuseUsedRows(recorder: Recorder, table: Table): void {
  const identity = identityOf(table)
  const user = [...recorder.model.relations.values()]
    .filter(isTable)
    .find(
      it =>
        /^(table|materialized view)$/.test(it.kind) && it.columns.some(({ type }) => type?.name === identity),
    )
  if (user !== undefined)
    recorder.fail('0A000', `cannot alter ${identity} because ${user.name} uses its row type`)
}
