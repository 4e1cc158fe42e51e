import {
  type Effect,
  type Relation as EffectRelation,
  type HeldLock,
  type LockMode,
  lockModes,
  type ObjectChange,
} from '../effects/index.ts'
import type { Node } from '../sql/index.ts'
import type { Index, Model, Relation, Routine, Table } from './model.ts'
import { addRelation, identityOf } from './names.ts'
import { rememberMembers, takeSnapshot } from './snapshot.ts'

/** As `LOCK TABLE` spells them. */
export type Mode =
  | 'ACCESS SHARE'
  | 'ROW SHARE'
  | 'ROW EXCLUSIVE'
  | 'SHARE UPDATE EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'EXCLUSIVE'
  | 'ACCESS EXCLUSIVE'

const modes = new Map(lockModes.map(mode => [mode.sql, mode]))

export function modeStrength(mode: Mode): number {
  return modes.get(mode)!.strength
}

/** The locks of the open transaction, the strongest on each relation. */
export type Held = Map<Relation, LockMode>

/** What PostgreSQL would refuse; ends the playing of a statement. */
export class PredictedFailure extends Error {
  readonly sqlstate: string

  constructor(sqlstate: string, message: string) {
    super(message)
    this.sqlstate = sqlstate
  }
}

/** The effect of a statement that does nothing. */
export function noEffect({ gaps }: Model): Effect {
  return {
    knowledge: gaps.length === 0 ? 'catalog' : 'text',
    assumptions: [],
    unfollowed: [],
    locks: [],
    rewrites: [],
    truncates: [],
    scans: [],
    indexBuilds: [],
    changes: [],
    rowsChanged: [],
    walBytes: 0,
    durationMs: 0,
    notices: [],
  }
}

/** Writes down what a statement does while it is played on the model. */
export class Recorder {
  readonly model: Model
  /** Whether the statement runs outside a transaction block. */
  readonly isAlone: boolean
  readonly effect: Effect
  readonly #held: Held
  /** Relations whose rows were given a new file: reading them for that is no scan of its own. */
  readonly #touched = { rewritten: new Set<Table>(), scanned: new Set<Table>(), built: new Set<Index>() }

  /** The routines whose bodies are being played, the innermost last. */
  readonly calls: Routine[] = []
  /** The names that WITH gives to queries of the statement. */
  readonly namedQueries = new Set<string>()
  /** What this very statement makes. */
  readonly #made = new Set<Relation>()

  readonly #play: (node: Node, recorder: Recorder) => void

  constructor(model: Model, held: Held, isAlone: boolean, play: (node: Node, recorder: Recorder) => void) {
    this.model = model
    this.#play = play
    this.isAlone = isAlone
    this.#held = held
    this.effect = noEffect(model)
  }

  /**
   * Plays something whose failure is caught, as in a block with EXCEPTION: what it did is taken back, locks too, but what was
   * read was read. Gives back the failure.
   */
  attempt(play: () => void, restoreModel = takeSnapshot(this.model)): PredictedFailure | undefined {
    const { locks, rewrites, truncates, indexBuilds, changes, rowsChanged } = this.effect
    const restoreRecord = rememberMembers(
      ...[this.#held, this.#touched.rewritten, this.#touched.built],
      ...[locks, rewrites, truncates, indexBuilds, changes, rowsChanged],
    )
    try {
      play()
      return undefined
    } catch (error) {
      if (!(error instanceof PredictedFailure)) throw error
      const gaps = [...this.model.gaps]
      restoreModel()
      restoreRecord()
      this.model.gaps.splice(0, this.model.gaps.length, ...gaps)
      return error
    }
  }

  /** Plays each of several ways that the statement may go: every effect counts, and the model is left as the first leaves it. */
  playWays(ways: readonly (() => void)[]): void {
    for (const [i, play] of [...ways.entries()].reverse()) {
      const restore = takeSnapshot(this.model)
      this.attempt(play, restore)
      if (i > 0) restore()
    }
  }

  /** Ends the transaction in the midst of the statement, as a procedure can. */
  endTransaction(): void {
    if (!this.isAlone) this.fail('2D000', 'invalid transaction termination')
    this.#held.clear()
  }

  /** Plays a statement inside this one: in a DO block, in the body of a function, behind EXECUTE. */
  playNested(node: Node): void {
    this.#play(node, this)
  }

  /** Takes a lock; one that the transaction has already in this mode or a stronger one changes nothing. */
  lock(relation: Relation, sql: Mode): void {
    const mode = modes.get(sql)!
    if ((this.#held.get(relation)?.strength ?? 0) >= mode.strength) return
    this.#held.set(relation, mode)
    const taken: HeldLock = { relation: this.describe(relation), mode }
    const earlier = this.effect.locks.findIndex(it => it.relation.name === taken.relation.name)
    if (earlier < 0) this.effect.locks.push(taken)
    else this.effect.locks[earlier] = { ...taken, relation: this.effect.locks[earlier]!.relation }
  }

  /** The strongest lock that the transaction holds on a relation. */
  heldOn(relation: Relation): LockMode | undefined {
    return this.#held.get(relation)
  }

  /** Reads every row of a table. */
  scan(table: Table): void {
    if (!table.isExisting || !holdsRows(table) || this.#touched.scanned.has(table)) return
    this.#touched.scanned.add(table)
    this.effect.scans.push({ relation: this.describe(table), rows: table.rows })
  }

  /** Writes every row of a table into a new file, and with it every index. */
  rewrite(table: Table): void {
    if (!holdsRows(table) || this.#touched.rewritten.has(table)) return
    this.#touched.rewritten.add(table)
    this.effect.rewrites.push(this.describe(table))
    this.scan(table)
    for (const index of table.indexes) this.build(index)
  }

  /** Gives a table another file with the same rows, which nobody looks at; its indexes stay. */
  copy(table: Table): void {
    if (!holdsRows(table) || this.#touched.rewritten.has(table)) return
    this.#touched.rewritten.add(table)
    this.effect.rewrites.push(this.describe(table))
  }

  hasRewritten(table: Table): boolean {
    return this.#touched.rewritten.has(table)
  }

  truncate(table: Table): void {
    this.effect.truncates.push(this.describe(table))
  }

  /** Builds an index from the rows of its table, which are read for that; a partitioned one has no file. */
  build(index: Index, { isConcurrent = false } = {}): void {
    if (index.kind === 'partitioned index' || this.#touched.built.has(index)) return
    this.#touched.built.add(index)
    this.scan(index.table)
    this.effect.indexBuilds.push({
      index: this.describe(index),
      table: this.describe(index.table),
      isValid: true,
      isConcurrent,
    })
  }

  /** `kind` and `identity` are PostgreSQL's own words, as `pg_identify_object()` gives them. */
  change(change: ObjectChange): void {
    // Nobody else sees what is temporary.
    if (/(^| on )pg_temp\./.test(change.identity)) return
    this.effect.changes.push(change)
  }

  /** Adds a relation to the model as one that the statement makes. */
  create(relation: Relation): void {
    addRelation(this.model, relation)
    this.#made.add(relation)
    // Nobody else sees what is temporary.
    if (relation.schema === 'pg_temp') return
    this.change({
      change: 'created',
      kind: kindOf(relation),
      identity: identityOf(relation),
      isExisting: false,
    })
  }

  /** The same for a column, constraint or trigger; parts of a table that this statement makes go without saying. */
  changePart(table: Table, change: ObjectChange): void {
    if (!this.#made.has(table)) this.change(change)
  }

  /** Says what had to be supposed; `clause` such as `the type of shop.orders.total is not known`. */
  assume(clause: string): void {
    if (!this.effect.assumptions.includes(clause)) this.effect.assumptions.push(clause)
    this.effect.knowledge = 'text'
  }

  /** Says what the statement does besides that nobody can follow; the model is incomplete from here on. */
  leaveUnfollowed(what: string): void {
    this.effect.unfollowed.push(what)
    if (!this.model.gaps.includes(what)) this.model.gaps.push(what)
  }

  /** Ends the statement as PostgreSQL would. */
  fail(sqlstate: string, message: string): never {
    throw new PredictedFailure(sqlstate, message)
  }

  describe(relation: Relation): EffectRelation {
    return { name: identityOf(relation), kind: relation.kind, isExisting: relation.isExisting }
  }
}

function holdsRows({ kind }: Table): boolean {
  return kind === 'table' || kind === 'materialized view'
}

/** What `pg_identify_object()` calls it. */
export function kindOf({ kind }: Relation): string {
  return kind.replace('partitioned ', '')
}
