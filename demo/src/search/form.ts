// The form: what is typed, as the options of a search.
import type { Alphabet, Ambiguity, Strands } from 'hammingway'
import type { Address } from '../address.js'
import { byId } from '../dom.js'
import type { NamedSequence } from '../worker/protocol.js'

export interface SearchChoice {
  readonly patterns: readonly NamedSequence[]
  readonly maxMismatches: number
  readonly alphabet: Alphabet
  readonly ambiguity: Ambiguity
  readonly strands: Strands
  readonly epsilon?: number
}

export type FormFields = Pick<Address, 'patterns' | 'k' | 'alphabet' | 'ambiguity' | 'strands' | 'epsilon'>

/** Milliseconds without a keystroke after which a search begins. */
const QUIET = 150

export interface SearchForm {
  readonly fields: FormFields
  write(fields: Partial<FormFields>): void
  /** Throws a RangeError with words for the user. */
  read(): SearchChoice
}

export function openForm(changed: () => void, submitted: () => void): SearchForm {
  const form = byId('form', HTMLFormElement)
  const patterns = byId('patterns', HTMLTextAreaElement)
  const inputs = {
    patterns,
    k: byId('k', HTMLInputElement),
    alphabet: byId('alphabet', HTMLSelectElement),
    ambiguity: byId('ambiguity', HTMLSelectElement),
    strands: byId('strands', HTMLSelectElement),
    epsilon: byId('epsilon', HTMLInputElement),
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const adjust = (): void => {
    const { alphabet, ambiguity, strands } = inputs
    strands.disabled = alphabet.value !== 'dna'
    if (strands.disabled) strands.value = 'forward'
    ambiguity.disabled = alphabet.value === 'exact'
  }
  for (const input of Object.values(inputs)) {
    input.addEventListener('input', () => {
      adjust()
      clearTimeout(timer)
      timer = setTimeout(changed, QUIET)
    })
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(timer)
    submitted()
  })
  const fields = (): FormFields => ({
    patterns: patterns.value,
    k: inputs.k.value,
    alphabet: inputs.alphabet.value,
    ambiguity: inputs.ambiguity.value,
    strands: inputs.strands.value,
    epsilon: inputs.epsilon.value,
  })
  return {
    get fields() {
      return fields()
    },
    read: () => choiceOf(fields()),
    write(given) {
      for (const [name, value] of Object.entries(given)) {
        const input = inputs[name as keyof FormFields]
        input.value = value
        // a value that a list does not have, from an address that someone changed
        if (input instanceof HTMLSelectElement && input.selectedIndex < 0) input.selectedIndex = 0
      }
      adjust()
    },
  }
}

export function choiceOf({ patterns, k, alphabet, ambiguity, strands, epsilon }: FormFields): SearchChoice {
  const list = patternsOf(patterns, alphabet)
  if (list.length === 0) throw new RangeError('Type a pattern.')
  if (!/^\d+$/.test(k.trim())) throw new RangeError('The most mismatches are an integer from 0 on.')
  const share = epsilon.trim() === '' ? undefined : Number(epsilon)
  if (share !== undefined && !(share > 0 && share < 1)) throw new RangeError('epsilon lies between 0 and 1, or is left empty.')
  return {
    patterns: list,
    maxMismatches: Number(k),
    alphabet: alphabet as Alphabet,
    ambiguity: ambiguity as Ambiguity,
    strands: strands as Strands,
    ...(share !== undefined && { epsilon: share }),
  }
}

/** A pattern a line. Where symbols are letters, a name may follow behind a space; under exact every character of the line is a symbol. */
export function patternsOf(lines: string, alphabet: string): NamedSequence[] {
  return lines.split(/\r\n|\n|\r/).flatMap((line) => {
    if (alphabet === 'exact') return line === '' ? [] : [{ name: line, sequence: line }]
    const [sequence, ...name] = line.trim().split(/\s+/)
    return sequence === '' ? [] : [{ name: name.join(' ') || sequence, sequence }]
  })
}
