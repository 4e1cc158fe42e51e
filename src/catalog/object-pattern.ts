/** Matches the keys of objects: kind and name, `*` for anything, such as `table partman.*`. */
export function parseObjectPattern(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}
