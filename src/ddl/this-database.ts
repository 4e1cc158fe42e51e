import { dollarQuote, literal } from './values.ts'

/** Stands in a statement where the name of the database belongs that it is run in: a catalog does not know it. */
export const thisDatabase = '<this database>'

/** A statement that names the database it is run in, whatever that is called. */
export function nameDatabase(statement: string): string {
  const place = statement.indexOf(thisDatabase)
  if (place < 0) return statement
  const [before, after] = [statement.slice(0, place), statement.slice(place + thisDatabase.length)]
  const format = [before, after].map(it => it.replaceAll('%', '%%')).join('%I')
  return `DO ${dollarQuote(`BEGIN EXECUTE format(${literal(format)}, current_database()); END`, 'do')}`
}
