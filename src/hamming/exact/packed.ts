// Every distance with frequent letters counted by the X + Y lemma and rare ones by occurrence lists: O(n sqrt m) in theory, as Chan, Jin,
// Vassilevska Williams and Xu (FOCS 2023) have it; the steps are derived here (docs/theorems/hamming-sqrt.md). Not for speed: transforms in floats
// are faster at every length that fits in memory.
import { setOfCode, setsMatch } from '../../alphabet/index.js'
import { countSums, lemmaBytes, MOST_PAIRS, type Settings } from '../../lemma/counts.js'
import { LONGEST, packedWork, packingFor } from '../../lemma/product.js'
import { addWork, type Work } from '../../plan/machine.js'
import { shiftsOf, type Problem } from '../../plan/problem.js'
import { drawsOf } from '../../random.js'
import type { PreparedText } from '../../sequence.js'
import type { Arena } from '../../wasm/arena.js'
import { lengths, type Algorithm, type SearchedPattern } from '../algorithm.js'
import { copySymbols } from '../classes.js'
import { distinct } from '../distinct.js'

/** Pairs of a letter at which the lemma takes over: X Y pairs and X + Y numbers cost the same for X Y = (X + Y) sqrt m. */
function isHeavy(inText: number, inPattern: number, m: number): boolean {
  return inText * inPattern > (inText + inPattern) * Math.sqrt(m)
}

/** A row over one that counts rare letters. Deterministic: moduli and primes in a fixed order, under the same certificate. */
export function packed(name: string, light: Algorithm, deterministic: boolean): Algorithm {
  const cites = 'Las Vegas O(n sqrt m) (Chan, Jin, Vassilevska Williams, Xu 2023), steps derived here'
  return {
    name,
    tasks: ['hammingDistances'],
    guarantee: deterministic ? 'exact' : 'las-vegas',
    reference: true,
    complexity: deterministic
      ? 'O(n sqrt m) vector steps while certificates hold at once; time bound not proven here'
      : 'O(n sqrt m) expected, for packed transforms of theory',
    source: deterministic ? `${cites}; moduli and primes in a fixed order: exact, deterministic; time bound not proven here` : cites,
    answers: 'distances',
    // prettier-ignore
    kernels: [...light.kernels, 'indicate', 'indicateSet', 'packedProduct', 'pack', 'joinResidues', 'foldWords', 'subtractWords', 'multiplyWords', 'candidates', 'peel', 'addDistances'],
    refuses(problem) {
      const universe = universeOf(light, problem)
      if (universe > LONGEST) return `blocks have ${universe} differences of positions, more than ${LONGEST}, the longest packed transform`
      return light.refuses(problem)
    },
    work(problem) {
      const { groups, m, positions } = problem
      const block = light.step(problem) + m - 1
      const blocks = Math.ceil(shiftsOf(problem) / Math.max(1, light.step(problem)))
      const work: Work = { ...light.work(problem), settle: (light.work(problem).settle ?? 0) + 2 * shiftsOf(problem) }
      for (const { classes, pattern, text } of groups) {
        const [x, y] = [text * block, pattern * positions]
        if (!isHeavy(x, y, m)) continue
        const universe = universeOf(light, problem)
        if (universe > LONGEST) break
        const moduli = Math.max(1, Math.ceil(Math.log((8 * x * y) / universe) / Math.log(110)))
        addWork(work, packedWork(packingFor(universe)), classes * blocks * moduli)
        addWork(work, { bucket: classes * blocks * (block + m) })
        work.pair = Math.max(0, (work.pair ?? 0) - classes * blocks * x * y)
      }
      return work
    },
    step: (problem) => light.step(problem),
    bytes(problem) {
      const universe = Math.min(LONGEST, universeOf(light, problem))
      const block = light.step(problem) + problem.m
      return light.bytes(problem) + lemmaBytes(universe) + 4 * universe + 4 * (3 * block + problem.m) + block * problem.symbolBytes + 4096
    },
    open(arena, problem, input) {
      const { text, patterns, seed } = input
      const { longest } = lengths(patterns)
      const counts = patterns.map((pattern) => distinct(pattern.keys))
      const work: Work = {}
      const { kernels } = arena
      const step = light.step(problem)
      const most = step + longest
      const raw = arena.alloc(most * text.symbols.BYTES_PER_ELEMENT)
      const [inText, matches, lights] = [0, 0, 0].map(() => arena.alloc(4 * (most + 128)))
      const inPattern = arena.alloc(4 * longest)
      const sums = arena.alloc(4 * (most + longest + 128))
      const draw = deterministic ? undefined : drawsOf(seed ?? 1)
      const settings: Settings = { ...(draw && { draw }), work }
      let block = { first: 0, shifts: 0, taken: 0 }
      return {
        step,
        work,
        load(first, shifts) {
          const end = Math.min(text.symbols.length, first + shifts + longest - 1)
          copySymbols(arena, text, first, end, raw)
          block = { first, shifts, taken: end - first }
        },
        distances(pattern, shifts, out) {
          const { m, keys, offsets } = patterns[pattern]
          const { taken } = block
          const own = counts[pattern]
          arena.words().fill(0, matches / 4, matches / 4 + shifts)
          const rare: boolean[] = []
          let heavy = 0
          own.keys.forEach((key, id) => {
            // a letter that cannot be heavy, even if it were all of the text
            rare[id] = true
            if (!isHeavy(taken, own.counts[id], m)) return
            const found = indicator(arena, text, key, raw, taken, inText)
            addWork(work, { bucket: taken })
            if (!isHeavy(found, own.counts[id], m) || found * own.counts[id] > MOST_PAIRS) return
            rare[id] = false
            heavy += own.counts[id]
            const words = arena.words()
            words.fill(0, inPattern / 4, inPattern / 4 + m)
            for (let j = 0; j < keys.length; j++) if (own.ids[j] === id) words[inPattern / 4 + m - 1 - offsets[j]]++
            // symbol x meets position y at shift x - y, and at x + (m - 1 - y) in the sums
            countSums(arena, { a: inText, n: taken, b: inPattern, m }, sums, settings)
            kernels.addDistances(sums + 4 * (m - 1), shifts, matches)
          })
          const rest = heavy === 0 ? patterns[pattern] : positionsWhere(patterns[pattern], (j) => rare[own.ids[j]])
          arena.within(() => {
            const run = light.open(arena, problem, { ...input, patterns: [rest] })
            run.load(block.first, shifts)
            run.distances!(0, shifts, heavy === 0 ? out : lights)
            addWork(work, run.work)
          })
          if (heavy > 0) {
            kernels.mismatchesOf(matches, shifts, heavy, out)
            kernels.addDistances(lights, shifts, out)
          }
          addWork(work, { settle: 2 * shifts })
        },
      }
    },
  }
}

/** Differences of positions in a block: its symbols with those of the pattern. */
function universeOf(light: Algorithm, problem: Problem): number {
  return light.step(problem) + 2 * problem.m - 2
}

/** Words of 0 and 1: which of the symbols match the key? Returns how many do. */
function indicator(arena: Arena, text: PreparedText, key: number, raw: number, count: number, to: number): number {
  const { indicate, indicateSet } = arena.kernels
  const width = text.symbols.BYTES_PER_ELEMENT
  if (text.alphabet === 'exact') return indicate(raw, count, width, key, to) >>> 0
  return arena.within(() => {
    const table = arena.alloc(256)
    const bytes = arena.bytes()
    for (let code = 0; code < 256; code++) bytes[table + code] = setsMatch(text, setOfCode(text.alphabet, code), key) ? 1 : 0
    return indicateSet(raw, count, width, table, to) >>> 0
  })
}

function positionsWhere({ m, offsets, keys }: SearchedPattern, wanted: (position: number) => boolean): SearchedPattern {
  return { m, offsets: offsets.filter((_, j) => wanted(j)), keys: keys.filter((_, j) => wanted(j)), required: 0 }
}
