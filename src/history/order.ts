/** Orders of names and versions; each is total over what it is used for. */
export type Comparator = (a: string, b: string) => number

/** By bytes of UTF-8, which is by code point: what Go's and Rust's sorts and `LC_ALL=C sort` do. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** Whole numbers of any length: `9` before `10`, `007` equal to `7`. */
export function compareNumbers(a: string, b: string): number {
  return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b))
}

/** Numbers between dots or underscores, missing ones being zero: `1.9` before `1.10`, `1` equal to `1.0`. */
export function compareDotted(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split(/[._]/))
  const length = Math.max(left!.length, right!.length)
  for (let i = 0; i < length; i++) {
    const order = compareNumbers(left![i] ?? '0', right![i] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** As people read file names: runs of digits by their value, `v1.9/a` before `v1.10/a`; by bytes where those tie. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [a, b].map(text => text.split(/(\d+)/))
  for (let i = 0; i < Math.min(left!.length, right!.length); i++) {
    const isNumber = i % 2 === 1
    const order = isNumber ? compareNumbers(left![i]!, right![i]!) : compareText(left![i]!, right![i]!)
    if (order !== 0) return order
  }
  return left!.length - right!.length || compareText(a, b)
}
