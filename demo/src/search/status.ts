// What the page says of a search: progress, the result in a sentence, or what went wrong.
import { byId } from '../dom.js'
import type { EventOf } from '../worker/protocol.js'

const STAGES = { reading: 'Reading', searching: 'Searching', distances: 'Distances', racing: 'Racing' } as const

export interface Status {
  busy(on: boolean): void
  progress(event: EventOf<'progress'>): void
  say(words: string): void
  fail(words: string): void
}

export function openStatus(): Status {
  const bar = byId('progress', HTMLProgressElement)
  const stage = byId('stage', HTMLElement)
  const words = byId('status', HTMLElement)
  const error = byId('error', HTMLElement)
  const cancel = byId('cancel', HTMLButtonElement)
  return {
    busy(on) {
      cancel.disabled = !on
      bar.classList.toggle('idle', !on)
      if (on) {
        error.hidden = true
        error.textContent = ''
      } else stage.textContent = ''
    },
    progress({ stage: name, done, total }) {
      bar.max = Math.max(1, total)
      bar.value = done
      stage.textContent = STAGES[name]
    },
    say: (text) => (words.textContent = text),
    fail(text) {
      words.textContent = ''
      error.hidden = false
      error.textContent = text
    },
  }
}

/** Words for an error that came from the worker. */
export function wordsOf({ name, message, code }: EventOf<'failed'>): string {
  if (code === 'WASM_BLOCKED') return `This page may not run WebAssembly. ${message}.`
  if (code === 'WASM_UNSUPPORTED') return `This browser is too old. ${message}.`
  if (name === 'FormatError') return `The file cannot be read: ${message}.`
  return message
}
