import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Connection, Submittable } from 'pg'

export type CopyData = string | Uint8Array | AsyncIterable<string | Uint8Array>

/** The part of node-postgres' connection that COPY needs and its types leave out. */
interface CopyConnection {
  stream: Writable
  query(sql: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/**
 * `COPY … FROM stdin` as a query that node-postgres' queue can hold.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export class CopyIn implements Submittable {
  readonly rowCount: Promise<number>
  #resolve!: (rowCount: number) => void
  #reject!: (error: unknown) => void
  #rows = 0
  #isOver = false
  readonly #sql: string
  readonly #data: CopyData

  constructor(sql: string, data: CopyData) {
    this.#sql = sql
    this.#data = data
    this.rowCount = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  submit(connection: Connection): void {
    ;(connection as unknown as CopyConnection).query(this.#sql)
  }

  async handleCopyInResponse(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of chunksOf(this.#data)) {
        if (this.#isOver) return
        connection.sendCopyFromChunk(Buffer.from(chunk as Uint8Array))
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
      }
      connection.endCopyFrom()
    } catch (error) {
      // The source failed, not the server: the server must hear of it, or it waits for more.
      this.#reject(error)
      connection.sendCopyFail(error instanceof Error ? error.message : String(error))
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(message.text)?.[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(error: unknown): void {
    this.#isOver = true
    this.#reject(error)
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}

async function* chunksOf(data: CopyData): AsyncGenerator<string | Uint8Array> {
  if (typeof data === 'string' || data instanceof Uint8Array) yield data
  else yield* data
}
