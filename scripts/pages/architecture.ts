import { readFileSync } from 'node:fs'
import { cruiseSource } from '../check/imports.ts'
import { floors, rooms } from '../floors.ts'
import type { Page } from './markdown.ts'

const between = /(?<=<!-- rooms, written by `npm run gen` -->\n)[\s\S]*?(?=<!-- end of rooms -->)/

/** ARCHITECTURE.md with the picture of the rooms as they import each other today. */
export async function renderArchitecture(): Promise<Page> {
  const file = 'ARCHITECTURE.md'
  const picture = `\`\`\`mermaid\n${drawRooms(await readRoomImports())}\n\`\`\`\n`
  return { file, text: readFileSync(file, 'utf8').replace(between, () => picture) }
}

type RoomImports = Map<string, Set<string>>

async function readRoomImports(): Promise<RoomImports> {
  const imports: RoomImports = new Map(rooms.map(room => [room, new Set()]))
  const { modules } = await cruiseSource()
  for (const { source, dependencies } of modules) {
    const room = roomOf(source)
    for (const { resolved } of dependencies) {
      const other = roomOf(resolved)
      if (room !== undefined && other !== undefined && other !== room) imports.get(room)?.add(other)
    }
  }
  return imports
}

function roomOf(file: string): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1]
}

/** One box for each floor; an arrow is left out when it follows from others. */
function drawRooms(imports: RoomImports): string {
  const boxes = floors.map(
    (floor, level) => `  subgraph floor${level}[" "]\n    ${floor.join('\n    ')}\n  end`,
  )
  const arrows = rooms.flatMap(room => {
    const others = [...imports.get(room)!]
    const implied = new Set(others.flatMap(other => [...reach(other, imports)]))
    return others
      .filter(other => !implied.has(other))
      .sort()
      .map(other => `  ${room} --> ${other}`)
  })
  return ['flowchart TD', ...boxes.reverse(), ...arrows].join('\n')
}

/** Every room that a room needs, through others. */
function reach(room: string, imports: RoomImports): Set<string> {
  const next = [...imports.get(room)!]
  return new Set([...next, ...next.flatMap(other => [...reach(other, imports)])])
}
