import { fileURLToPath } from 'node:url'
import {
  CodeActionKind,
  createConnection,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { describeFinding } from './diagnostics.ts'
import type { Examination, Examine } from './examination.ts'
import { describeHover } from './hover.ts'
import { offerFixes } from './quick-fixes.ts'

export interface ServerOptions {
  examine: Examine
  /** The address of a page of the docs, by its path. */
  docsUrl: (path: string) => string
  version: string
}

/** How long nobody must type before a document is examined. */
const quietMs = 150

/**
 * Speaks the Language Server Protocol over the two streams until the editor says `exit` or closes the first. What a
 * document could not be examined for is told to the editor, and the next change is examined again.
 */
export function serve(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  { examine, docsUrl, version }: ServerOptions,
): Promise<void> {
  const connection = createConnection(input, output)
  const documents = new TextDocuments(TextDocument)
  const examinations = new Map<string, Examination>()
  const timers = new Map<string, NodeJS.Timeout>()

  async function publish(uri: string): Promise<void> {
    const document = documents.get(uri)
    if (document === undefined) return
    const examined = { version: document.version, uri }
    try {
      const examination = await examine(toPath(uri), document.getText())
      // Whoever types on sees what is meant for the text that stands there.
      if (documents.get(uri)?.version !== examined.version) return
      examinations.set(uri, examination)
      const diagnostics = examination.findings.map(finding => describeFinding(finding, docsUrl))
      await connection.sendDiagnostics({ ...examined, diagnostics })
    } catch (error) {
      connection.console.error(`${uri} could not be examined: ${(error as Error).message}`)
    }
  }

  connection.onInitialize(() => ({
    serverInfo: { name: 'pgwright', version },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    },
  }))
  documents.onDidChangeContent(({ document: { uri } }) => {
    clearTimeout(timers.get(uri))
    timers.set(
      uri,
      setTimeout(() => publish(uri), quietMs),
    )
  })
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri))
    examinations.delete(uri)
    connection.sendDiagnostics({ uri, diagnostics: [] })
  })
  connection.onHover(({ textDocument: { uri }, position }) => {
    return describeHover(examinations.get(uri)?.steps ?? [], position)
  })
  connection.onCodeAction(({ textDocument: { uri }, range }) => {
    const document = documents.get(uri)
    if (document === undefined) return []
    return offerFixes(document, examinations.get(uri)?.findings ?? [], range, docsUrl)
  })
  documents.listen(connection)
  return new Promise(resolve => {
    connection.onExit(() => resolve())
    input.on('end', () => resolve())
    connection.listen()
  })
}

/** Unsaved documents have no path, but a name to show. */
function toPath(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri
}
