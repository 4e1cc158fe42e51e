import type { CatalogObject } from '../catalog/index.ts'
import { flag, text } from './values.ts'

const limits: Record<string, bigint> = {
  smallint: 32767n,
  integer: 2147483647n,
  bigint: 9223372036854775807n,
}

/** The options of a sequence that are not what it has by default. */
export function describeSequence(object: CatalogObject): string[] {
  const limit = limits[text(object, 'seqtypid') ?? 'bigint'] ?? limits.bigint!
  const increment = BigInt(text(object, 'seqincrement') ?? 1)
  const isUpward = increment > 0n
  const [least, most] = isUpward ? [1n, limit] : [-limit - 1n, -1n]
  const [min, max] = [BigInt(text(object, 'seqmin') ?? least), BigInt(text(object, 'seqmax') ?? most)]
  const start = BigInt(text(object, 'seqstart') ?? 1)
  const cache = text(object, 'seqcache') ?? '1'
  return [
    increment === 1n ? '' : `INCREMENT BY ${increment}`,
    min === least ? '' : `MINVALUE ${min}`,
    max === most ? '' : `MAXVALUE ${max}`,
    start === (isUpward ? min : max) ? '' : `START WITH ${start}`,
    cache === '1' ? '' : `CACHE ${cache}`,
    flag(object, 'seqcycle') ? 'CYCLE' : '',
  ].filter(Boolean)
}
