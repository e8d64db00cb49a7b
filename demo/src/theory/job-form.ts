// A form whose every change starts a job of the worker, with one place for what goes wrong.
import { byId } from '../dom.js'
import { openLane, type Listeners } from '../worker/client.js'
import type { Job } from '../worker/protocol.js'

const QUIET = 150

/** The form with the id `name`; its error goes to `name`-error. `read` throws a RangeError with words for the user. */
export function openJobForm(name: string, read: () => Job, listeners: Listeners): { run(): void } {
  const form = byId(name, HTMLFormElement)
  const error = byId(`${name}-error`, HTMLElement)
  const lane = openLane()
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (words: string): void => {
    error.textContent = words
    error.hidden = words === ''
  }
  const run = (): void => {
    clearTimeout(timer)
    say('')
    try {
      lane.start(read(), { ...listeners, failed: ({ message }) => say(message) })
    } catch (wrong) {
      lane.cancel()
      say((wrong as Error).message)
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(run, QUIET)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    run()
  })
  return { run }
}

/** A field's integer within bounds. */
export function integerOf(id: string, least: number, most: number): number {
  const field = byId(id, HTMLInputElement)
  const value = Number(field.value)
  if (field.value.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${field.labels?.[0]?.textContent?.trim() ?? id}: an integer from ${least} to ${most}.`)
  }
  return value
}
