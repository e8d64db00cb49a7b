// Distances by correlation in the spectrum: O(classes) transforms for a block of text, whatever the pattern's length. Overlapping blocks, two to
// a complex transform, products summed over the components, one inverse (Fischer and Paterson, 1974; the embeddings are those of embedding.ts).
// Rounding is proved right before a value is rounded (transform/rounding.ts).
import { addWork, price, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { engines, openRoots, rootBytes, type Engine } from '../../transform/engine.js'
import { largestNorm } from '../../transform/rounding.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type SearchedPattern } from '../algorithm.js'
import { openClasses, type Classes } from '../classes.js'
import { largestSymbol, plainEmbedding, savingComponents, savingEmbedding, type Embedding } from '../embedding.js'
import type { PreparedText } from '../../sequence.js'

/** Components transformed together: their products are added up before they meet those of others. */
const BATCH = 4
/** Classes have one byte codes. */
const MOST_CLASSES = 255
const SHORTEST = 64
/** Arrays stand five cache lines off a multiple of 4 KiB, so that their streams do not share a set of the first-level cache. */
const APART = 320

/** How a problem is cut up; a function of the problem alone. */
interface Layout {
  readonly engine: Engine
  /** points of a transform */
  readonly length: number
  /** shifts of one of the two blocks of a transform: a multiple of 4 */
  readonly step: number
  readonly components: number
}

function stepOf(length: number, m: number): number {
  return 4 * Math.floor((length - m + 1) / 4)
}

/** Additions in the spectrum on the way of one product: within its batch, and from batch to batch. */
function sumsOf(components: number): number {
  return Math.max(0, Math.min(BATCH, components) - 1) + Math.max(0, Math.ceil(components / BATCH) - 1)
}

/** The longest pattern's correlation, for energies as they usually are; what a text really has is looked at when it is there. */
function expected(problem: Problem, length: number): { norm: number; unit: number } {
  const { m, classes } = problem
  if (classes === 4 && problem.required === 0) return { norm: 3 * Math.sqrt(2 * length * m), unit: 1 / 4 }
  return { norm: Math.sqrt((problem.letters ? 2 : 1) * (classes === 3 ? 2 : 1) * 2 * length * m), unit: 1 }
}

function layoutOf(problem: Problem): Layout | undefined {
  const components = problem.required > 0 ? problem.classes : savingComponents(problem.classes)
  let best: Layout | undefined
  let least = Infinity
  for (const engine of engines) {
    for (let length = SHORTEST; length <= engine.longest; length *= 2) {
      const step = stepOf(length, problem.m)
      if (step <= 0) continue
      const { norm, unit } = expected(problem, length)
      const correlation = { precision: engine.precision, levels: Math.log2(length), sums: sumsOf(components), unit, rest: problem.m }
      if (norm > largestNorm(correlation)) break
      const layout = { engine, length, step, components }
      const nanoseconds = price(workOf(problem, layout))
      if (nanoseconds < least) {
        best = layout
        least = nanoseconds
      }
    }
  }
  return best
}

function workOf(problem: Problem, { engine, length, step, components }: Layout): Work {
  const { patterns, symbolBytes, classes, m } = problem
  const shifts = shiftsOf(problem)
  const pairs = Math.ceil(shifts / (2 * step))
  const symbols = shifts + pairs * (m - 1)
  const work: Work = { call: 1, layout: m * patterns }
  addWork(work, loadWork(symbols, symbolBytes, Math.ceil(classes / 8)))
  addWork(work, transformWork(engine, length, components, 0), patterns)
  addWork(work, transformWork(engine, length, components, components > 0 ? 1 : 0), patterns * pairs)
  if (weighs(problem)) addWork(work, { weigh: symbols }, patterns)
  return work
}

function weighs(problem: Problem): boolean {
  return problem.required === 0 && problem.classes <= 4
}

function loadWork(symbols: number, symbolBytes: number, groups: number): Work {
  return { byte: symbols * symbolBytes, ...(symbolBytes > 1 && { rank: symbols }), encode: symbols * groups }
}

/** Forward transforms of the components, and so many inverses; without an inverse there are no products either. */
function transformWork({ suffix }: Engine, length: number, components: number, inverses: number): Work {
  const inner = length * (Math.log2(length) - 2)
  return {
    [`spread${suffix}`]: components * length,
    [`butterfly${suffix}`]: (components + inverses) * inner,
    [`product${suffix}`]: inverses > 0 ? components * length : 0,
    [`gather${suffix}`]: inverses * length,
  }
}

function strideOf({ engine, length }: Layout): number {
  return engine.point * length + APART
}

export const convolve: Algorithm = {
  name: 'convolve',
  tasks: ['hammingDistances', 'findMatches', 'countMatches'],
  guarantee: 'exact',
  complexity: 'O(sigma n log m)',
  source: 'correlation by transforms (Fischer and Paterson 1974), rounding certified by the bound of Percival (2003)',
  answers: 'distances',
  kernels: ['encodeLetters', 'encodeBytes', 'rank16', 'rank32', 'spread32', 'spectrum32', 'convolve32', 'gather32', 'windowRest', 'sameWeight', 'energy'],
  refuses(problem) {
    if (problem.classes > MOST_CLASSES) return `the pattern has ${problem.classes} distinct symbols; at most ${MOST_CLASSES} get a transform`
    return layoutOf(problem) ? undefined : 'no transform is proved to round right for so long a pattern'
  },
  work(problem) {
    const layout = layoutOf(problem)
    return layout ? workOf(problem, layout) : { call: 1 }
  },
  bytes(problem) {
    const layout = layoutOf(problem)
    if (!layout) return 0
    const { engine, length, step, components } = layout
    const symbols = step + length + 128
    const arrays = Math.min(BATCH, components) + 1 + components * problem.patterns
    return (
      rootBytes(engine, length) +
      arrays * strideOf(layout) +
      symbols * (problem.symbolBytes + 1 + Math.ceil(problem.classes / 8)) +
      2 * length +
      8 * step +
      70_000
    )
  },
  open(arena, problem, { text, patterns }) {
    const layout = layoutOf(problem)!
    const { length, step } = layout
    const { longest } = lengths(patterns)
    const n = text.symbols.length
    const classes = openClasses(arena, text, patterns, 2 * step + longest)
    const room = step + length + 64
    const bits = arena.alloc(classes.groups * room)
    const work: Work = {}
    const shared = openShared(arena, layout, classes, bits, room, work)
    const correlations = patterns.map((pattern) => openCorrelation(arena, shared, text, pattern))
    let taken = 0
    return {
      step: 2 * step,
      work,
      load(first, shifts) {
        const end = Math.min(n, first + shifts + longest - 1)
        taken = end - first
        classes.take(first, end)
        for (let group = 0; group < classes.groups; group++) {
          classes.encode(group, bits + group * room)
          arena.bytes().fill(0, bits + group * room + taken, bits + (group + 1) * room)
        }
        addWork(work, loadWork(taken, text.symbols.BYTES_PER_ELEMENT, classes.groups))
      },
      distances: (pattern, _shifts, out) => correlations[pattern](taken, out),
    }
  },
}

/** What all patterns use. */
interface Shared extends Layout {
  readonly classes: Classes
  /** class bits of the pair of blocks, `room` bytes for each group of eight classes */
  readonly bits: number
  readonly room: number
  readonly work: Work
  readonly roots: number
  readonly lanes: number
  /** components of a batch, and their sum behind them */
  readonly spectra: number
  readonly sum: number
  readonly stride: number
}

function openShared(arena: Arena, layout: Layout, classes: Classes, bits: number, room: number, work: Work): Shared {
  const stride = strideOf(layout)
  const batch = Math.min(BATCH, classes.count)
  const spectra = arena.alloc((batch + 1) * stride)
  const sum = spectra + batch * stride
  return { ...layout, classes, bits, room, work, ...openRoots(arena, layout.engine, layout.length), spectra, sum, stride }
}

/** Distances of the pair of blocks, of which so many symbols are in the text, to `out`. */
type Correlate = (taken: number, out: number) => void

function openCorrelation(arena: Arena, shared: Shared, text: PreparedText, pattern: SearchedPattern): Correlate {
  const { engine, length, step, classes, bits, room, work, roots, lanes, spectra, sum, stride } = shared
  const { spread, spectrum, convolve, gather } = engine.kernels(arena.kernels)
  const { windowRest, sameWeight, energy } = arena.kernels
  const positions = pattern.keys.length
  const codes = classesOf(pattern, classes)
  const embedding = embeddingOf(shared, text, pattern, codes)
  const { components, unit, weights } = embedding
  const count = components.length

  const tables = arena.alloc(32 * count + 64)
  const weightTable = tables + 32 * count
  const constant = weightTable + 16
  const patternSpectra = arena.alloc(count * stride)
  const blank = arena.alloc(2 * length)
  const squares = new Float64Array(count)
  const bytes = arena.bytes()
  if (weights) bytes.set(weights, weightTable)
  bytes.fill(0, blank, blank + 2 * length)
  // a component's numbers are `scale` times too large on both sides, and the inverse multiplies by the length
  const factor = unit / (engine.scale ** 2 * length)
  components.forEach(({ group, shift, text, pattern: own }, c) => {
    const table = tables + 32 * c
    bytes.set(new Uint8Array(text.buffer), table)
    bytes.set(new Uint8Array(own.buffer), table + 16)
    if (c === 0 || components[c - 1].group !== group) fillBits(bytes, blank, pattern, codes, group)
    squares[c] = energy(blank, pattern.m, shift, table + 16)
    spread(blank, blank + length, length / 4, shift, table + 16, patternSpectra + c * stride)
    spectrum(patternSpectra + c * stride, (engine.point * length) / 4, roots, lanes, factor)
  })
  addWork(work, { layout: pattern.m })
  addWork(work, transformWork(engine, length, count, 0))

  const correlation = { precision: engine.precision, levels: Math.log2(length), sums: sumsOf(count), unit, rest: positions }
  const most = largestNorm(correlation)
  const whole = aPriori(embedding, text, classes, length, squares) <= most ? [{ from: 0, to: count }] : undefined

  /** Runs of components whose correlation is proved to round right; each is rounded by itself. */
  const certified = (): { from: number; to: number }[] => {
    const parts: { from: number; to: number }[] = []
    let norm = Infinity
    for (let c = 0; c < count; c++) {
      const { group, shift } = components[c]
      const at = bits + group * room
      const table = tables + 32 * c
      const own = Math.sqrt((energy(at, length, shift, table) + energy(at + step, length, shift, table)) * squares[c])
      norm += own
      if (norm > most) {
        parts.push({ from: c, to: c })
        norm = own
      }
      parts[parts.length - 1].to++
    }
    return parts
  }

  return (taken, out) => {
    const total = positions / unit
    let rest = constant
    let move = 0
    if (weights) {
      addWork(work, { weigh: taken })
      if (count === 0 || !sameWeight(bits, taken, weightTable)) {
        windowRest(bits, pattern.m, 2 * step, weightTable, total, out)
        rest = out
        move = 1
      }
    }
    const steady = weights && move === 0 ? pattern.m * weights[arena.bytes()[bits] & 15] : 0
    arena.words().fill(total - steady, constant / 4, constant / 4 + 4)
    if (count === 0) return
    const parts = whole ?? certified()
    for (const { from, to } of parts) {
      for (let c = from; c < to; c += BATCH) {
        const batch = Math.min(BATCH, to - c)
        for (let i = 0; i < batch; i++) {
          const { group, shift } = components[c + i]
          const at = bits + group * room
          spread(at, at + step, length / 4, shift, tables + 32 * (c + i), spectra + i * stride)
        }
        const quarter = (engine.point * length) / 4
        convolve(spectra, patternSpectra + c * stride, stride, batch, sum, quarter, roots, lanes, c === from, c + batch === to)
      }
      gather(sum, length / 4, rest, move, unit, step, out)
      rest = out
      move = 1
    }
    addWork(work, transformWork(engine, length, count, parts.length))
  }
}

/** Class of each position, -1 for none. */
function classesOf({ keys }: SearchedPattern, classes: Classes): Int16Array {
  const narrow = classes.keys.every((key) => key < 65536)
  if (!narrow) return Int16Array.from(keys, (key) => classes.classOf(key))
  const table = new Int16Array(65536).fill(-1)
  classes.keys.forEach((key, c) => (table[key] = c))
  const codes = new Int16Array(keys.length)
  for (let j = 0; j < keys.length; j++) codes[j] = keys[j] < 65536 ? table[keys[j]] : -1
  return codes
}

/** The pattern's bits of a group of eight classes. */
function fillBits(bytes: Uint8Array, at: number, { offsets }: SearchedPattern, codes: Int16Array, group: number): void {
  for (let j = 0; j < codes.length; j++) bytes[at + offsets[j]] = codes[j] >> 3 === group ? 1 << (codes[j] & 7) : 0
}

/** The embedding with the fewest components that takes this pattern. */
function embeddingOf(shared: Shared, text: PreparedText, { m, keys }: SearchedPattern, codes: Int16Array): Embedding {
  const { count } = shared.classes
  const plain = plainEmbedding(count)
  if (keys.length !== m || codes.includes(-1)) return plain
  const saving = savingEmbedding(count)
  if (saving.unit === 1) return saving
  // the tetrahedron's sum is an integer only as a whole: it cannot be split when its energy is too large
  const squares = new Float64Array(3).fill(m)
  const correlation = { precision: shared.engine.precision, levels: Math.log2(shared.length), sums: sumsOf(3), unit: saving.unit, rest: m }
  return aPriori(saving, text, shared.classes, shared.length, squares) <= largestNorm(correlation) ? saving : plain
}

/** S of the bound for the worst text: by Cauchy and Schwarz at most the root of the text's energy times that of the pattern's. */
function aPriori(embedding: Embedding, text: PreparedText, classes: Classes, length: number, squares: Float64Array): number {
  return Math.sqrt(2 * length * largestSymbol(embedding, text, classes.keys) * squares.reduce((sum, square) => sum + square, 0))
}
