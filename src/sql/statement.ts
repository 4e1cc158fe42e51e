import type { Node } from 'libpg-query'
import type { Location } from '../base/index.ts'

/** SQL text and where it comes from; `file` is what findings show. */
export interface Source {
  file: string
  text: string
}

/** One SQL statement with its place in a file. */
export interface Statement {
  /** Without the closing semicolon and without what stands before it. */
  text: string
  /** The name of the parse node, such as `AlterTableStmt`. */
  kind: string
  /** The parse tree, `{ AlterTableStmt: {…} }`. */
  node: Node
  location: Location
  /** Offsets into the source text, in UTF-16 units; the end is exclusive. */
  start: number
  end: number
  /** From where the `location` of its parse nodes counts back to its text, in UTF-8 bytes. */
  startByte: number
  /** The lines that follow a `COPY … FROM stdin`, without the closing `\.`. */
  copyData?: string
}

/** A psql command such as `\echo`, which the server never sees. */
export interface MetaCommand {
  /** Without the backslash. */
  name: string
  argument: string
  location: Location
}
