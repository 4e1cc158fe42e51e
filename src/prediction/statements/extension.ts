import { quoteIdentifier } from '../../sql/index.ts'
import { findOption, textOfOption } from '../def-elem.ts'
import { installExtension } from '../extensions.ts'
import { creationSchema } from '../names.ts'
import { defineStatement } from '../statement-play.ts'

export const extension = defineStatement({
  nodes: ['CreateExtensionStmt'],
  sources: ['CreateExtension() in commands/extension.c'],
  play({ extname: name = '', options, if_not_exists: isExistingFine }, recorder) {
    const { model } = recorder
    if (model.extensions.has(name)) {
      if (!isExistingFine) recorder.fail('42710', `extension "${name}" already exists`)
      return
    }
    const schema = textOfOption(findOption(options, 'schema')) ?? creationSchema(model)
    model.extensions.add(name)
    const identity = quoteIdentifier(name)
    recorder.change({ change: 'created', kind: 'extension', identity, isExisting: false })
    if (!installExtension(model, name, schema)) {
      recorder.leaveUnfollowed(`the extension ${name} brings what is not known`)
    }
  },
})
