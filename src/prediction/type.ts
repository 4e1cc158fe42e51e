/** A type as a column has it, in the words of `format_type()`. */
export interface TypeRef {
  /** Without length and precision: `numeric`, `character varying`, `app.price`. */
  name: string
  /** Length, or precision and scale, as they are printed: `numeric(12)` has 12 and 0; the fields of an interval too. */
  modifiers: (number | string)[]
  isArray: boolean
}
