import { svg } from './formats/svg.ts'

export const formats = [
  svg,
]
