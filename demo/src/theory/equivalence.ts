// The equivalence of Hamming distances and counting 3SUM over a range, step by step.
import { showTable } from '../data-table.js'
import { byId, element } from '../dom.js'
import { counted } from '../numbers.js'
import type { BackwardsCall, EquivalenceSteps } from '../worker/protocol.js'
import { openJobForm } from './job-form.js'

/** A step is read by people: longer examples are cut short by their own length. */
const LONGEST = 40

function sequenceOf(id: string): string {
  const value = byId(id, HTMLInputElement).value
  if (value.length === 0 || value.length > LONGEST) throw new RangeError(`Text and pattern have 1 to ${LONGEST} letters.`)
  return value
}

export function openEquivalence(): { run(): void } {
  let text = ''
  let pattern = ''
  const read = (): { kind: 'equivalence'; text: string; pattern: string } => {
    text = sequenceOf('equivalence-text')
    pattern = sequenceOf('equivalence-pattern')
    if (pattern.length > text.length) throw new RangeError('The pattern is longer than the text: there are no shifts.')
    return { kind: 'equivalence', text, pattern }
  }
  return openJobForm('equivalence', read, {
    equivalence: ({ steps }) => {
      byId('forwards', HTMLElement).replaceChildren(...forwards(text, pattern, steps))
      byId('backwards', HTMLElement).replaceChildren(...backwards(steps))
    },
  })
}

function step(words: string, ...more: readonly Node[]): HTMLElement {
  return element('li', {}, element('p', {}, words), ...more)
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly (string | Node)[])[]): HTMLElement {
  const place = element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption })
  showTable(place, caption, { columns, rows })
  return place
}

function forwards(text: string, pattern: string, { a, b, N, counts, viaThreeSum, direct }: EquivalenceSteps): HTMLElement[] {
  const Q = 2 * (text.length + pattern.length)
  const letters = [...new Set(pattern)]
  const rows = (numbers: Float64Array, from: string): string[][] =>
    Array.from(numbers, (value) => [from[value % Q], String(Math.floor(value / Q)), String(value % Q), String(value)])
  const agree = viaThreeSum.every((distance, i) => distance === direct[i])
  return [
    step(
      `Each letter of the pattern gets a rank: ${letters.map((letter, rank) => `${letter} is ${rank}`).join(', ')}. Letters of the text that the pattern lacks match nothing and are left out.`,
    ),
    step(
      `A letter of rank r at place i becomes the number r Q + i, with Q = 2 (n + m) = ${Q}. Places differ by less than Q / 2, so letters of different rank never come near one another.`,
      table('The text as numbers', ['letter', 'rank', 'place', 'number'], rows(a, text)),
      table('The pattern as numbers', ['letter', 'rank', 'place', 'number'], rows(b, pattern)),
    ),
    step(
      `Two numbers differ by a shift z in [0, ${N}) exactly when their letters are equal and the text's place is z behind the pattern's. Counting the pairs for every z is counting 3SUM with a range as its third list. The distance is m less the count.`,
      table(
        'Pairs and distances',
        ['shift z', 'pairs with difference z', `distance, ${pattern.length} less that`, 'hammingDistances'],
        Array.from(counts, (pairs, z) => [String(z), String(pairs), String(viaThreeSum[z]), String(direct[z])]),
      ),
    ),
    step(
      agree
        ? 'Both columns are the same: distances were computed by counting 3SUM.'
        : 'The columns differ, which is an error in the library.',
    ),
  ]
}

function backwards({ N, counts, calls, viaHamming }: EquivalenceSteps): HTMLElement[] {
  const agree = counts.every((pairs, c) => pairs === viaHamming[c])
  return [
    step(
      `Now the same two lists, and the question how many pairs a - b = c there are for every c in [0, ${N}). Each number is a block and a remainder modulo ${N}. Blocks become letters, remainders become places, and every block is moved by its own random number, so that few letters stand at one place; those that do go to different layers.`,
    ),
    step(
      `That makes ${counted(calls.length, 'call')} of Hamming distances, each of a text of ${5 * N} and a pattern of ${2 * N} places. A dot is an empty place, which matches nothing.`,
      table('Texts and patterns', ['call', 'text', 'pattern'], calls.map(row)), // prettier-ignore
    ),
    step(
      'At the shift that aligns the places, matching letters are pairs with that difference. Summed over all calls:',
      table('Pairs counted twice', ['c', 'by Hamming distances', 'by counting'], Array.from(counts, (pairs, c) => [String(c), String(viaHamming[c]), String(pairs)])), // prettier-ignore
    ),
    step(
      agree ? 'Both columns are the same: 3SUM was counted by Hamming distances.' : 'The columns differ, which is an error in the library.',
    ),
  ]
}

/** Letters 2, 3, ... as a, b, ...; 0 and 1 are the empty places of text and pattern. */
function row({ text, pattern }: BackwardsCall, c: number): (string | Node)[] {
  const shown = (letters: Uint32Array): Node =>
    element('code', {}, Array.from(letters, (letter) => (letter < 2 ? '·' : String.fromCodePoint(97 + ((letter - 2) % 26)))).join(''))
  return [String(c + 1), shown(text), shown(pattern)]
}
