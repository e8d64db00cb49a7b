// hammingDistances: every algorithm of the registry, forced by name, and the planner's own choice against the oracle.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hammingDistances, listAlgorithms, preparePattern, prepareText, type DistanceOptions } from '../src/index.js'
import { boundsFor, letterPairs, pairs, sequenceOf, skewedPairs, widePairs, type Pair } from './arbitraries.js'
import { uniform } from './random.js'
import { bounded, distances } from './reference/distances.js'
import { letterDistances } from './reference/matches.js'
import { everyRow, type EveryRow } from './rows.js'
import { expectSame } from './same.js'

/** Holds the exact and the k-bounded promise against the oracle's distances. */
function holdAll(every: EveryRow, { text, pattern }: Pair, exact: Uint32Array, options: DistanceOptions = {}): void {
  for (const maxMismatches of [undefined, ...boundsFor(pattern.length)]) {
    const expected = maxMismatches === undefined ? exact : bounded(exact, maxMismatches)
    every.hold((algorithm) => {
      expectSame(hammingDistances(text, pattern, { ...options, algorithm, maxMismatches }), expected, `maxMismatches ${maxMismatches}`)
    })
  }
}

test('numbers of any width', () => {
  const every = everyRow('hammingDistances', 11)
  fc.assert(
    fc.property(pairs(), (pair) => holdAll(every, pair, distances(pair.text, pair.pattern))),
    { numRuns: 450 },
  )
  every.expectHeld(1500)
})

test('long patterns whose letters are common and rare', () => {
  const every = everyRow('hammingDistances')
  fc.assert(
    fc.property(skewedPairs(), ({ text, pattern }) => {
      const exact = distances(text, pattern)
      every.hold((algorithm) => expectSame(hammingDistances(text, pattern, { algorithm }), exact, 'exact'))
      const expected = bounded(exact, 20)
      every.hold((algorithm) => expectSame(hammingDistances(text, pattern, { algorithm, maxMismatches: 20 }), expected, 'k 20'))
    }),
    { numRuns: 25 },
  )
  every.expectHeld(5, 5)
})

test('pattern symbols too wide for the text', () => {
  const every = everyRow('hammingDistances', 11)
  fc.assert(
    fc.property(widePairs(), (pair) => holdAll(every, pair, distances(pair.text, pair.pattern))),
    { numRuns: 150 },
  )
  every.expectHeld(600)
})

test('letters', () => {
  const every = everyRow('hammingDistances', 11)
  fc.assert(
    fc.property(letterPairs(), ({ alphabet, ambiguity, ...pair }) => {
      const rules = { alphabet, ambiguity }
      holdAll(every, pair, letterDistances(pair.text, pair.pattern, rules), rules)
    }),
    { numRuns: 200 },
  )
  every.expectHeld(1500)
})

test('prepared texts and patterns give the same', () => {
  const every = everyRow('hammingDistances', 5)
  fc.assert(
    fc.property(letterPairs(), fc.boolean(), ({ alphabet, ambiguity, text, pattern }, letters) => {
      const rules = letters ? { alphabet, ambiguity } : {}
      every.hold((algorithm) => {
        const options = { ...rules, algorithm, maxMismatches: 5 }
        const plain = hammingDistances(text, pattern, options)
        expectSame(hammingDistances(prepareText(text, rules), pattern, options), plain, 'text prepared')
        expectSame(hammingDistances(text, preparePattern(pattern, rules), options), plain, 'pattern prepared')
        expectSame(hammingDistances(prepareText(text, rules), preparePattern(pattern, rules), options), plain, 'both prepared')
      })
    }),
    { numRuns: 60 },
  )
  every.expectHeld(30)
})

test('out is filled, all of it and nothing else, and returned', () => {
  const every = everyRow('hammingDistances')
  fc.assert(
    fc.property(pairs([1, 4, 1000]), ({ text, pattern }) => {
      const expected = bounded(distances(text, pattern), 6)
      every.hold((algorithm) => {
        const around = new Uint32Array(expected.length + 9).fill(4040)
        const out = around.subarray(5, 5 + expected.length)
        expect(hammingDistances(text, pattern, { algorithm, out, maxMismatches: 6 })).toBe(out)
        expectSame(out, expected, 'out')
        expectSame([...around.subarray(0, 5), ...around.subarray(5 + expected.length)], Array(9).fill(4040), 'entries around out')
      })
    }),
    { numRuns: 60 },
  )
  every.expectHeld(30)
})

test('epsilon bounds the relative error, and exact algorithms have none', () => {
  const every = everyRow('hammingDistances')
  const exactOnes = listAlgorithms('hammingDistances').filter(({ guarantee }) => guarantee !== 'monte-carlo')
  fc.assert(
    fc.property(pairs([2, 4, 256]), fc.constantFrom(0.01, 0.1, 0.5, 0.999), ({ text, pattern }, epsilon) => {
      const exact = distances(text, pattern)
      every.hold((algorithm) => {
        const result = hammingDistances(text, pattern, { algorithm, epsilon, delta: 1e-9 })
        if (exactOnes.some(({ name }) => name === algorithm)) return expectSame(result, exact, 'an exact algorithm')
        expect(result.length).toBe(exact.length)
        for (const [i, d] of result.entries()) {
          if (d < (1 - epsilon) * exact[i] || d > (1 + epsilon) * exact[i]) throw new Error(`shift ${i}: ${d} for ${exact[i]}`)
        }
      })
    }),
    { numRuns: 60 },
  )
})

test('kinds mix: the same symbols in any two kinds give the same distances', () => {
  const kinds = ['string', 'Uint8Array', 'Uint16Array', 'Uint32Array'] as const
  const text = uniform(1, 500, 200)
  const pattern = text.slice(100, 120)
  const exact = distances(text, pattern)
  const every = everyRow('hammingDistances', 11)
  for (const textKind of kinds) {
    for (const patternKind of kinds) holdAll(every, { text: sequenceOf(text, textKind), pattern: sequenceOf(pattern, patternKind) }, exact)
  }
  every.expectHeld(16 * 10)
})

test('more mismatches than a byte lane, a 16-bit lane and sixteen planes can count', () => {
  const every = everyRow('hammingDistances', 11)
  const lengths = { Uint8Array: [65535, 131071], Uint16Array: [65536, 131071], Uint32Array: [65537, 131071] }
  for (const kind of ['Uint8Array', 'Uint16Array', 'Uint32Array'] as const) {
    for (const m of lengths[kind]) {
      const pattern = new Uint32Array(m)
      const text = kind === 'Uint32Array' ? uniform(m, m + 20, 2) : new Uint32Array(m + 20).fill(1)
      const exact = distances(text, pattern)
      const pair = { text: sequenceOf(text, kind), pattern: sequenceOf(pattern, kind) }
      for (const k of [undefined, 65534, 65535, 65536]) {
        const expected = k === undefined ? exact : bounded(exact, k)
        every.hold((algorithm) => {
          const options = { algorithm, maxMismatches: k }
          expectSame(hammingDistances(pair.text, pair.pattern, options), expected, `${kind}, m ${m}, k ${k}`)
        })
      }
    }
  }
  every.expectHeld(2 * 3 * 2)
})

test('symbols at the ends of their range, and lone surrogates', () => {
  const ends = [0, 1, 127, 128, 254, 255]
  const wide = [...ends, 256, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff]
  const widest = [...wide, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1]
  const every = everyRow('hammingDistances', 11)
  for (const [symbols, kind] of [
    [ends, 'Uint8Array'],
    [wide, 'Uint16Array'],
    [wide, 'string'],
    [widest, 'Uint32Array'],
  ] as const) {
    const text = uniform(2, 300, symbols.length).map((i) => symbols[i])
    for (const symbol of symbols) {
      const pattern = Uint32Array.of(symbol, symbols[0])
      holdAll(every, { text: sequenceOf(text, kind), pattern }, distances(text, pattern))
    }
  }
  every.expectHeld(300)
})

test('views into the middle of a buffer', () => {
  const every = everyRow('hammingDistances')
  const bytes = Uint8Array.from(uniform(3, 1000, 3))
  for (const view of [bytes.subarray(333, 777), new Uint32Array(bytes.buffer, 8, 50), new Uint16Array(bytes.buffer, 2, 70)]) {
    const pattern = view.subarray(5, 25)
    holdAll(every, { text: view, pattern }, distances(view, pattern))
  }
  every.expectHeld(20)
})

test('no shifts, no distances', () => {
  everyRow('hammingDistances').hold((algorithm) => {
    const options = { algorithm, maxMismatches: 1 }
    expect([...hammingDistances('', 'a', options)]).toEqual([])
    expect([...hammingDistances(new Uint32Array(0), 'ab', options)]).toEqual([])
    expect([...hammingDistances('ab', 'abc', options)]).toEqual([])
  })
})

test('a prepared text keeps what it was made from', () => {
  /** Cuts without copying, as Node's Buffer does. */
  class Sharing extends Uint8Array<ArrayBuffer> {
    override slice(start?: number, end?: number): Sharing {
      return new Sharing(this.buffer, this.byteOffset + (start ?? 0), (end ?? this.length) - (start ?? 0))
    }
  }
  for (const bytes of [Uint8Array.of(1, 2, 3, 1), new Sharing(Uint8Array.of(1, 2, 3, 1).buffer), Uint16Array.of(1, 2, 3, 1)]) {
    const text = prepareText(bytes)
    const pattern = preparePattern(bytes.subarray(0, 1))
    bytes.fill(7)
    expect([...hammingDistances(text, pattern)], bytes.constructor.name).toEqual([0, 1, 1, 0])
  }
})
