import type { AttributeValue, CatalogObject } from './catalog.ts'
import { objectKey } from './catalog.ts'
import { SnapshotFileError } from './errors.ts'
import { hashCatalog, hashContent, type Snapshot } from './snapshot.ts'

const format = 'pgwright snapshot'
const version = 1

interface StoredObject extends Omit<CatalogObject, 'attributes'> {
  hash: string
  attributes: Record<string, AttributeValue>
}

/** JSON with one object to a line, so that two files can also be compared by what compares lines. */
export function writeSnapshot({ catalog, notRead, ...about }: Snapshot): string {
  const head = { format, version, ...about, hash: hashCatalog(catalog), notRead }
  const lines = [...catalog.values()].map(object => `\n  ${JSON.stringify(storeObject(object))}`)
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "objects": [${lines.join(',')}\n ]\n}\n`
}

function storeObject(object: CatalogObject): StoredObject {
  const { kind, identity, within, isBuiltIn, dependsOn, comesWith, attributes } = object
  return {
    kind,
    identity,
    ...(within !== undefined && { within }),
    ...(isBuiltIn && { isBuiltIn }),
    ...(dependsOn !== undefined && { dependsOn }),
    ...(comesWith !== undefined && { comesWith }),
    hash: hashContent(object),
    attributes,
  }
}

/**
 * @param file how the file is called in errors
 * @throws {SnapshotFileError} when it is no snapshot, one of a later pgwright, or was changed by hand
 */
export function parseSnapshot(text: string, file: string): Snapshot {
  const stored = parseJson(text, file)
  if (stored?.format !== format) throw new SnapshotFileError(`${file} is no snapshot of a database`)
  if (stored.version !== version) {
    throw new SnapshotFileError(`${file} is a snapshot of version ${stored.version}, not ${version}`, {
      hint: 'Take it again with this pgwright, or read it with the one that wrote it.',
    })
  }
  const objects = stored.objects as StoredObject[]
  const catalog = new Map(
    objects.map(({ hash, ...object }) => [objectKey(object.kind, object.identity), object] as const),
  )
  if (hashCatalog(catalog) !== stored.hash) {
    throw new SnapshotFileError(`${file} is not as it was written: its hash is another`, {
      hint: 'Somebody edited it, or a part of it is lost. Take the snapshot again.',
    })
  }
  const { serverVersion, database, fingerprint, notRead } = stored
  return { serverVersion, database, notRead, catalog, ...(fingerprint !== undefined && { fingerprint }) }
}

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is known when it is checked
function parseJson(text: string, file: string): any {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SnapshotFileError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
