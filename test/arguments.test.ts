// Wrong arguments: TypeError for the kind, RangeError for the value, and a message that names the argument, what was expected and what came.
import { describe, expect, test } from 'vitest'
import {
  countMatches,
  explain,
  findMatches,
  hammingDistances,
  hammingDistancesViaThreeSum,
  listAlgorithms,
  preparePattern,
  prepareText,
  profileOf,
  profileOfSums,
  reverseComplement,
} from '../src/index.js'
import { thrown } from './thrown.js'

type Row = [what: string, call: () => unknown, kind: typeof TypeError | typeof RangeError, ...parts: (string | RegExp)[]]

/** The functions with arguments of any kind. */
const any = {
  countMatches,
  explain,
  findMatches,
  hammingDistances,
  hammingDistancesViaThreeSum,
  listAlgorithms,
  preparePattern,
  prepareText,
  profileOf,
  reverseComplement,
} as unknown as Record<string, (...args: unknown[]) => unknown>
const distances = (options?: unknown, text: unknown = 'abcab', pattern: unknown = 'ab'): unknown =>
  any.hammingDistances(text, pattern, options)
const find = (options?: unknown, text: unknown = 'abcab', patterns: unknown = 'ab'): unknown => any.findMatches(text, patterns, options)
const count = (options?: unknown, text: unknown = 'abcab', patterns: unknown = 'ab'): unknown => any.countMatches(text, patterns, options)
const plan = (more?: object): unknown => any.explain({ task: 'hammingDistances', n: 100, m: 10, ...more })
const required = (value: unknown): unknown => find({ maxMismatches: 1 }, 'abcab', { sequence: 'abc', required: value })

function detached<T extends { buffer: ArrayBufferLike }>(view: T): T {
  structuredClone(0, { transfer: [view.buffer as ArrayBuffer] })
  return view
}

function table(rows: Row[]): void {
  test.each(rows)('%s', (_, call, kind, ...parts) => {
    const error = thrown(call)
    expect(error.message).toMatch(/^".*expected .*got /s)
    expect(Object.getPrototypeOf(error), error.message).toBe(kind.prototype)
    for (const part of parts) expect(error.message).toMatch(part)
  })
}

const SEQUENCE = 'a string, Uint8Array, Uint16Array or Uint32Array'

describe('texts and patterns', () => {
  table([
    ['text missing', () => any.hammingDistances(), TypeError, '"text"', SEQUENCE, 'undefined'],
    ['letters to complement as a string', () => any.reverseComplement('ACGT'), TypeError, '"codes"', 'a Uint8Array', '"ACGT"'],
    ['text null', () => distances({}, null), TypeError, '"text"', 'null'],
    ['text a number', () => distances({}, 5), TypeError, '"text"', '5'],
    ['text an array', () => distances({}, [1, 2, 3]), TypeError, '"text"', 'an array of length 3'],
    ['text of signed bytes', () => distances({}, new Int8Array(4)), TypeError, '"text"', 'Int8Array of length 4'],
    ['text of clamped bytes', () => distances({}, new Uint8ClampedArray(4)), TypeError, '"text"', 'Uint8ClampedArray'],
    ['text of floats', () => distances({}, new Float64Array(4)), TypeError, '"text"', 'Float64Array'],
    ['text a buffer', () => distances({}, new ArrayBuffer(4)), TypeError, '"text"', 'ArrayBuffer'],
    ['text a view', () => distances({}, new DataView(new ArrayBuffer(4))), TypeError, '"text"', 'DataView'],
    ['text a prepared pattern', () => distances({}, preparePattern('ab')), TypeError, '"text"', SEQUENCE],
    ['pattern missing', () => any.hammingDistances('abc'), TypeError, '"pattern"', SEQUENCE, 'undefined'],
    ['pattern a prepared text', () => distances({}, 'abc', prepareText('ab')), TypeError, '"pattern"', SEQUENCE],
    ['pattern empty', () => distances({}, 'abc', ''), RangeError, '"pattern"', 'at least one symbol'],
    ['pattern an empty array', () => distances({}, 'abc', new Uint16Array(0)), RangeError, '"pattern"', 'at least one symbol'],
    ['pattern empty, in a search', () => find({ maxMismatches: 0 }, 'abc', ''), RangeError, '"pattern"'],
    ['one of the patterns empty', () => find({ maxMismatches: 0 }, 'abc', ['a', '']), RangeError, 'patterns[1]'],
    ['one of the patterns a number', () => count({ maxMismatches: 0 }, 'abc', ['a', 7]), TypeError, 'patterns[1]', '7'],
    ['patterns missing', () => find({ maxMismatches: 0 }, 'abc', null), TypeError, /"patterns?"/, 'null'],
    ['a named pattern without a sequence', () => find({ maxMismatches: 0 }, 'abc', { name: 'a' }), TypeError, /"patterns?"/],
    ['sequence of a named pattern', () => find({ maxMismatches: 0 }, 'abc', { sequence: 3 }), TypeError, /"pattern/, '3'],
    ['a foreign letter', () => distances({ alphabet: 'dna' }, 'abc', 'ACGE'), RangeError, '"pattern"', '"E"', 'index 3'],
    ['prepareText of a number', () => any.prepareText(1), TypeError, SEQUENCE, '1'],
    ['preparePattern of nothing', () => any.preparePattern(''), RangeError, 'at least one symbol'],
    ['preparePattern of a foreign letter', () => any.preparePattern('A!', { alphabet: 'dna' }), RangeError, '"!"', 'index 1'],
  ])
})

describe('detached buffers', () => {
  for (const kind of [Uint8Array, Uint16Array, Uint32Array]) {
    const gone = detached(new kind(8))
    table([
      [`text, ${kind.name}`, () => distances({}, gone), TypeError, '"text"', 'detached'],
      [`pattern, ${kind.name}`, () => distances({}, 'abc', gone), TypeError, '"pattern"', 'detached'],
      [`text of a search, ${kind.name}`, () => find({ maxMismatches: 0 }, gone), TypeError, '"text"', 'detached'],
      [`one of the patterns, ${kind.name}`, () => find({ maxMismatches: 0 }, 'abc', ['a', gone]), TypeError, 'patterns[1]', 'detached'],
      [`prepareText, ${kind.name}`, () => any.prepareText(gone), TypeError, 'detached'],
      [`preparePattern, ${kind.name}`, () => any.preparePattern(gone), TypeError, 'detached'],
    ])
  }
  const out = detached(new Uint32Array(4))
  table([['out', () => distances({ out }), RangeError, '"out"', 'length 0']])
})

describe('maxMismatches', () => {
  for (const [name, call] of Object.entries({ hammingDistances: distances, findMatches: find, countMatches: count, explain: plan })) {
    table([
      [`${name}: negative`, () => call({ maxMismatches: -1 }), RangeError, '"maxMismatches"', 'an integer >= 0', '-1'],
      [`${name}: fractional`, () => call({ maxMismatches: 1.5 }), RangeError, '"maxMismatches"', '1.5'],
      [`${name}: NaN`, () => call({ maxMismatches: NaN }), RangeError, '"maxMismatches"', 'NaN'],
      [`${name}: Infinity`, () => call({ maxMismatches: Infinity }), RangeError, '"maxMismatches"', 'Infinity'],
      [`${name}: a string`, () => call({ maxMismatches: '3' }), TypeError, '"maxMismatches"', '"3"'],
      [`${name}: a bigint`, () => call({ maxMismatches: 3n }), TypeError, '"maxMismatches"', '3n'],
      [`${name}: null`, () => call({ maxMismatches: null }), TypeError, '"maxMismatches"', 'null'],
    ])
  }
  table([
    ['findMatches: missing', () => find({}), TypeError, '"maxMismatches"', 'undefined'],
    ['findMatches: no options', () => find(), TypeError, '"maxMismatches"', 'undefined'],
    ['countMatches: missing', () => count({}), TypeError, '"maxMismatches"', 'undefined'],
  ])
})

describe('options of every function', () => {
  const bounded = (options: object): object => ({ maxMismatches: 0, ...options })
  const runs = {
    hammingDistances: (options: object) => distances(options),
    findMatches: (options: object) => find(bounded(options)),
    countMatches: (options: object) => count(bounded(options)),
  }
  for (const [name, call] of Object.entries(runs)) {
    table([
      [`${name}: alphabet unknown`, () => call({ alphabet: 'rna' }), RangeError, '"alphabet"', "'exact', 'dna', 'protein'", '"rna"'],
      [`${name}: alphabet of Object.prototype`, () => call({ alphabet: 'toString' }), RangeError, '"alphabet"', '"toString"'],
      [`${name}: alphabet a number`, () => call({ alphabet: 4 }), TypeError, '"alphabet"', '4'],
      [`${name}: alphabet null`, () => call({ alphabet: null }), TypeError, '"alphabet"', 'null'],
      [`${name}: ambiguity null`, () => call({ ambiguity: null }), TypeError, '"ambiguity"', 'null'],
      [`${name}: ambiguity unknown`, () => call({ ambiguity: 'maybe' }), RangeError, '"ambiguity"', "'certain', 'possible'", '"maybe"'],
      [`${name}: ambiguity a flag`, () => call({ ambiguity: true }), TypeError, '"ambiguity"', 'true'],
      [`${name}: algorithm a number`, () => call({ algorithm: 7 }), TypeError, '"algorithm"', '7'],
      [`${name}: algorithm unknown`, () => call({ algorithm: 'none' }), RangeError, '"algorithm"', '"none"'],
      [`${name}: memoryLimit negative`, () => call({ memoryLimit: -1 }), RangeError, '"memoryLimit"', '-1'],
      [`${name}: memoryLimit fractional`, () => call({ memoryLimit: 0.5 }), RangeError, '"memoryLimit"', '0.5'],
      [`${name}: memoryLimit a string`, () => call({ memoryLimit: '1G' }), TypeError, '"memoryLimit"', '"1G"'],
      [`${name}: seed negative`, () => call({ seed: -1 }), RangeError, '"seed"', '-1'],
      [`${name}: seed too large`, () => call({ seed: 2 ** 32 }), RangeError, '"seed"', '4294967296'],
      [`${name}: seed a string`, () => call({ seed: 'x' }), TypeError, '"seed"', '"x"'],
      [`${name}: onCounts no function`, () => call({ onCounts: {} }), TypeError, '"onCounts"', 'a function'],
    ])
  }
  const viaThreeSum = (options: unknown): unknown => any.hammingDistancesViaThreeSum('ab', 'a', options)
  for (const [name, call] of Object.entries({ distances, find, count, viaThreeSum })) {
    for (const options of [null, 5, 'dna', [1], new Uint8Array(2)]) {
      table([[`${name}: options ${String(options)}`, () => call(options), TypeError, '"options"', 'an object']])
    }
  }
})

describe('hammingDistances alone', () => {
  table([
    ['out too short', () => distances({ out: new Uint32Array(3) }), RangeError, '"out"', 'length 4', 'length 3'],
    ['out too long', () => distances({ out: new Uint32Array(5) }), RangeError, '"out"', 'length 4', 'length 5'],
    ['out of another kind', () => distances({ out: new Int32Array(4) }), TypeError, '"out"', 'Uint32Array', 'Int32Array'],
    ['out an array', () => distances({ out: [0, 0, 0, 0] }), TypeError, '"out"', 'an array'],
    ['out null', () => distances({ out: null }), TypeError, '"out"', 'null'],
    ...[0, 1, -0.1, 1.1, NaN].map((epsilon): Row => [
      `epsilon ${epsilon}`,
      () => distances({ epsilon }),
      RangeError,
      '"epsilon"',
      'between 0 and 1',
    ]),
    ...[0, 1, NaN, 2].map((delta): Row => [
      `delta ${delta}`,
      () => distances({ epsilon: 0.1, delta }),
      RangeError,
      '"delta"',
      'between 0 and 1',
    ]),
    ['epsilon a string', () => distances({ epsilon: '0.1' }), TypeError, '"epsilon"', '"0.1"'],
    ['delta a string', () => distances({ epsilon: 0.1, delta: '0.1' }), TypeError, '"delta"', '"0.1"'],
    ['epsilon and maxMismatches', () => distances({ epsilon: 0.1, maxMismatches: 3 }), TypeError, 'maxMismatches', 'epsilon', 'both'],
  ])
})

describe('searches alone', () => {
  table([
    ['strands unknown', () => find({ maxMismatches: 0, strands: '+' }), RangeError, '"strands"', "'forward', 'reverse', 'both'", '"+"'],
    ['strands null', () => find({ maxMismatches: 0, strands: null }), TypeError, '"strands"', 'null'],
    ['strands a number', () => count({ maxMismatches: 0, strands: 1 }), TypeError, '"strands"', '1'],
    [
      'both strands of protein',
      () => find({ maxMismatches: 0, strands: 'both', alphabet: 'protein' }),
      RangeError,
      '"strands"',
      'protein',
      'both',
    ],
    ['reverse strand of numbers', () => count({ maxMismatches: 0, strands: 'reverse' }), RangeError, '"strands"', 'exact', 'reverse'],
    ['limit negative', () => find({ maxMismatches: 0, limit: -1 }), RangeError, '"limit"', '-1'],
    ['limit fractional', () => find({ maxMismatches: 0, limit: 2.5 }), RangeError, '"limit"', '2.5'],
    ['limit a string', () => find({ maxMismatches: 0, limit: '9' }), TypeError, '"limit"', '"9"'],
    ['required beyond the pattern', () => required([3]), RangeError, 'required', '2', '3'],
    ['required negative', () => required([0, -1]), RangeError, 'required', '-1'],
    ['required fractional', () => required([0.5]), RangeError, 'required', '0.5'],
    ['required of strings', () => required(['0']), TypeError, 'required', '"0"'],
    ['mask too short', () => required('x.'), RangeError, 'required', '3 characters', '"x."'],
    ['mask too long', () => required('x...'), RangeError, 'required', '3 characters'],
    ['mask of other characters', () => required('X..'), RangeError, 'required', "'x' or '.'", '"X.."'],
    ['mask with a line end', () => required('x.\n'), RangeError, 'required'],
    ['required a number', () => required(1), TypeError, 'required', '1'],
    ['required null', () => required(null), TypeError, 'required', 'null'],
  ])
})

describe('prepared under other options', () => {
  const dna = { alphabet: 'dna' } as const
  table([
    ['text', () => distances({}, prepareText('acgt', dna), 'a'), TypeError, '"text"', "'dna'", "'exact'"],
    ['pattern', () => distances(dna, 'acgt', preparePattern('a')), TypeError, '"pattern"', "'dna'", "'exact'"],
    [
      'ambiguity',
      () => distances({ ...dna, ambiguity: 'possible' }, prepareText('acgt', dna), 'a'),
      TypeError,
      '"text"',
      "'possible'",
      "'certain'",
    ],
    ['one of the patterns', () => find({ ...dna, maxMismatches: 0 }, 'acgt', ['a', preparePattern('a')]), TypeError, 'patterns[1]'],
  ])
})

describe('explain and profileOf', () => {
  table([
    ['no options', () => any.explain(), TypeError, '"task"', 'undefined'],
    ['task unknown', () => plan({ task: 'align' }), RangeError, '"task"', 'hammingDistances', '"align"'],
    ['n missing', () => plan({ n: undefined }), TypeError, '"n"'],
    ['n negative', () => plan({ n: -1 }), RangeError, '"n"', '-1'],
    ['m zero', () => plan({ m: 0 }), RangeError, '"m"', '0'],
    ['sigma zero', () => plan({ sigma: 0 }), RangeError, '"sigma"', '0'],
    ['patterns negative', () => plan({ patterns: -1 }), RangeError, '"patterns"', '-1'],
    ['required beyond m', () => plan({ required: 11 }), RangeError, '"required"', '10', '11'],
    ['epsilon 1', () => plan({ epsilon: 1 }), RangeError, '"epsilon"', '1'],
    ['epsilon and maxMismatches', () => plan({ epsilon: 0.1, maxMismatches: 1 }), TypeError, 'epsilon', 'maxMismatches'],
    ['strands without complement', () => plan({ strands: 'both', alphabet: 'protein' }), RangeError, '"strands"', 'protein'],
    ['profile a number', () => plan({ profile: 5 }), TypeError, '"profile"', '5'],
    ['profile of nothing', () => plan({ profile: {} }), TypeError, '"profile"', 'profileOf'],
    ['profile of sums, for distances', () => plan({ profile: profileOfSums([1], [2]) }), TypeError, '"profile"', 'profileOf returns'],
    ...['sumset', 'threeSumCounts', 'triangleCounts'].map((task): Row => [
      `profile of letters, for ${task}`,
      () => plan({ task, profile: profileOf('ab', 'a') }),
      TypeError,
      '"profile"',
      'profileOfSums returns',
    ]),
    ...['alphabet', 'sigma', 'patterns', 'required', 'strands'].map((name): Row => [
      `${name} null`,
      () => plan({ [name]: null }),
      TypeError,
      `"${name}"`,
      'null',
    ]),
    ['algorithms of an unknown task', () => any.listAlgorithms('align'), RangeError, '"task"', 'hammingDistances', '"align"'],
    ['algorithms of a number', () => any.listAlgorithms(7), TypeError, '"task"', '7'],
    ['profileOf a number', () => any.profileOf(5, 'a'), TypeError, '"text"', '5'],
    ['profileOf an empty pattern', () => any.profileOf('a', ''), RangeError, '"pattern"'],
  ])
})

test('a wrong call leaves nothing behind: the next one works', () => {
  for (let i = 0; i < 100; i++) thrown(() => distances({ memoryLimit: i }))
  expect([...hammingDistances('abcab', 'ab')]).toEqual([0, 2, 2, 0])
  const out = new Uint32Array(4)
  thrown(() => distances({ out, algorithm: 'none' }))
  expect([...out], 'out is not touched by a call that fails').toEqual([0, 0, 0, 0])
})

test('an error of onCounts reaches the caller', () => {
  const error = new Error('mine')
  const throwing = (): never => {
    throw error
  }
  expect(thrown(() => distances({ onCounts: throwing }))).toBe(error)
  expect(thrown(() => find({ maxMismatches: 0, onCounts: throwing }))).toBe(error)
})
