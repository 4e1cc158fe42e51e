import type { Style } from '../../reporter.ts'

/** A title with a rule that runs to the place at the right end; a long place gets a line of its own. */
export function drawHeading(
  title: string,
  place: string,
  width: number,
  style: Style,
  paint: (text: string) => string = style.bold,
): string[] {
  const placeWidth = place === '' ? 0 : place.length + 1
  const ruleWidth = width - title.length - 1 - placeWidth
  if (place !== '' && ruleWidth < 3) return [...drawHeading(title, '', width, style, paint), place]
  const rule = style.dim('─'.repeat(Math.max(0, ruleWidth)))
  return [[paint(title), rule, place].filter(part => part !== '').join(' ')]
}
