// Where the text comes from: a sample, a file that was picked or dropped, or what was typed or pasted.
import { byId } from '../dom.js'
import { count, size } from '../numbers.js'
import type { SourceFile } from '../worker/protocol.js'
import { loadSample, samples, type Sample } from './samples.js'

/** Pasted text beyond this is taken as a file: a text area slows everything down. */
const LONGEST_PASTE = 100_000

interface SourceChoice {
  readonly sample: string
  readonly text: string
}

export interface SourceInput {
  /** what to search, or undefined while there is none */
  current(): Promise<SourceFile | undefined>
  choose(choice: SourceChoice): void
  readonly choice: SourceChoice
}

type Chosen =
  { readonly kind: 'sample'; readonly sample: Sample } | { readonly kind: 'file' | 'text'; readonly name: string; readonly blob: Blob }

/** `changed` is called for every other source; of a sample, with what to look for in it. */
export function openSource(changed: (sample?: Sample) => void): SourceInput {
  const list = byId('sample', HTMLSelectElement)
  const picker = byId('file', HTMLInputElement)
  const typed = byId('text', HTMLTextAreaElement)
  const said = byId('source-name', HTMLElement)
  let chosen: Chosen | undefined
  let key = 0

  list.append(...samples.map(({ name, about }) => new Option(about, name)))

  const take = (next: Chosen | undefined, sample?: Sample): void => {
    chosen = next
    key++
    list.value = next?.kind === 'sample' ? next.sample.name : ''
    if (next?.kind !== 'text') typed.value = ''
    if (next?.kind !== 'file') picker.value = ''
    said.textContent = next === undefined || next.kind === 'sample' ? '' : `${next.name}, ${size(next.blob.size)}`
    changed(sample)
  }
  const takeFile = (file: File | undefined): void => {
    if (file) take({ kind: 'file', name: file.name, blob: file })
  }
  const takeText = (text: string, kind: 'file' | 'text'): void => {
    const name = kind === 'file' ? `pasted text of ${count(text.length)} characters` : 'typed'
    take(text === '' ? undefined : { kind, name, blob: new Blob([text]) })
  }
  const takeSample = (name: string, withForm: boolean): void => {
    const sample = samples.find((row) => row.name === name)
    take(sample && { kind: 'sample', sample }, withForm ? sample : undefined)
  }

  list.addEventListener('change', () => takeSample(list.value, true))
  picker.addEventListener('change', () => takeFile(picker.files?.[0]))
  typed.addEventListener('input', () => takeText(typed.value, 'text'))
  typed.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    if (pasted.length <= LONGEST_PASTE) return
    event.preventDefault()
    takeText(pasted, 'file')
  })
  acceptDrops(takeFile)

  return {
    get choice() {
      return { sample: chosen?.kind === 'sample' ? chosen.sample.name : '', text: typed.value }
    },
    choose({ sample, text }) {
      typed.value = text
      if (text !== '') takeText(text, 'text')
      else takeSample(sample, false)
    },
    async current() {
      const [own, ownKey] = [chosen, key]
      if (own === undefined) return undefined
      if (own.kind === 'sample') return { key: ownKey, name: own.sample.name, blob: await loadSample(own.sample) }
      return { key: ownKey, name: own.name, blob: own.blob }
    },
  }
}

/** Files may be dropped anywhere on the page. */
function acceptDrops(takeFile: (file: File | undefined) => void): void {
  const over = (on: boolean): void => void document.body.classList.toggle('dropping', on)
  addEventListener('dragover', (event) => {
    event.preventDefault()
    over(true)
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) over(false)
  })
  addEventListener('drop', (event) => {
    event.preventDefault()
    over(false)
    takeFile(event.dataTransfer?.files[0])
  })
}
