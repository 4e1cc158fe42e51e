/**
 * A file as a URI reference: relative paths stay relative. Parentheses and quotes are encoded too, for they
 * would end a Markdown link.
 */
export function toUri(file: string): string {
  const path = file
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
  const encoded = path.split('/').map(encodePart).join('/')
  return path.startsWith('/') ? `file://${encoded}` : encoded
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replace(
    /[()*!']/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
