import { createHash } from 'node:crypto'

/**
 * A name for places that take no more than small letters, digits, `_`, `.` and `-`: ids, links and files, on any file
 * system. What another name could become gets a hash of itself, so that it stays the same whatever else there is.
 */
export function toSlug(name: string): string {
  if (/^[a-z0-9_. ]+$/.test(name) && !refused.test(name)) return name.replaceAll(' ', '-')
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9_.]+/g, '-')
    .slice(0, 60)
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${readable.replace(/^[-.]+|[-.]+$/g, '')}-${hash}`.replace(/^-/, '')
}

/** The index of a folder, what Windows keeps for devices, and names that hide or end in a dot. */
const refused = /^(readme|con|prn|aux|nul|com\d|lpt\d)$|^[. ]|[. ]$/
