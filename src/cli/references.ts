// Names and lengths of all records, for the header of a SAM file.
import { stat } from 'node:fs/promises'
import { FormatError, type Reference } from 'hammingway/formats'
import { UsageError } from './exit.js'
import { parseFai } from './fai.js'
import { eachRecord, namedErrors, type InputOptions } from './input.js'
import { isRemote, readWhole } from './random-access.js'

/** From the index beside each file, or from a pass over it. */
export async function referencesOf(files: readonly string[], reading: InputOptions, circular: boolean): Promise<Reference[]> {
  const references: Reference[] = []
  for (const path of files.length === 0 ? ['-'] : files) {
    const index = path === '-' ? undefined : await readWhole(`${path}.fai`)
    if (index !== undefined) {
      const entries = await namedErrors(`${path}.fai`, async () => parseFai(index))
      references.push(...entries.map(({ name, length }) => ({ name, length, circular })))
      continue
    }
    if (path === '-' || isRemote(path) || !(await stat(path)).isFile()) {
      throw new UsageError(`--format sam begins with all records: it takes files, or files with an index, and ${path} is neither`)
    }
    await eachRecord([path], reading, async ({ name, chunks }) => {
      let length = 0
      for await (const chunk of chunks) length += chunk.length
      references.push({ name, length, circular })
      return true
    })
  }
  const names = new Set<string>()
  for (const { name } of references) {
    if (names.has(name)) throw new FormatError(`--format sam: there are two records ${JSON.stringify(name)}`)
    names.add(name)
  }
  return references
}
