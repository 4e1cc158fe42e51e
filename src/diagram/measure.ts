/** In units of the picture, which are pixels at full size. */
export const fontSize = 12

/**
 * The width of a column of a terminal, relative to the size of the font: that of the widest common monospaced fonts
 * (DejaVu Sans Mono, Menlo), and a little more.
 */
const cellWidth = 0.615

/** What monospaced fonts have; anything else comes from another font and may be twice as wide. */
const narrow = /^[\u0020-\u052f\u1e00-\u1fff\u2010-\u203a\u2190-\u21ff\u2212]$/

/** The most that a text in a monospaced font takes, whatever font that is. */
export function measureText(text: string): number {
  let cells = 0
  for (const character of text) {
    if (!/\p{Mn}/u.test(character)) cells += narrow.test(character) ? 1 : 2
  }
  return Math.ceil(cells * cellWidth * fontSize)
}
