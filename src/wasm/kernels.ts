// The typed exports of kernels.wasm. Pointers and lengths are unsigned 32-bit numbers; what each kernel does is said in assembly/.
import { HammingwayError } from '../errors.js'
import { binary } from './binary.generated.js'
import { bytesOfText } from './kernel-text.js'

export interface Kernels {
  /** a WebAssembly.Memory; said in this way, the types need no library of the browser's */
  readonly memory: { readonly buffer: ArrayBuffer }
  mark(): number
  alloc(bytes: number): number
  release(mark: number): void

  encodeLetters(text: number, count: number, table: number, bits: number): void
  encodeBytes(text: number, count: number, tables: number, bits: number): void
  rank16(text: number, count: number, table: number, codes: number): void
  rank32(text: number, count: number, slots: number, mask: number, codes: number): void

  countOutside(text: number, count: number, table: number): number

  planes4(bits: number, width: number, length: number, planes: number, stride: number): void
  planes8(bits: number, width: number, length: number, planes: number, stride: number): void
  letterPlanes(text: number, table: number, width: number, length: number, planes: number, stride: number): void

  distances(rows: number, count: number, width: number, out: number, planes: number): void
  addDistances(from: number, count: number, out: number): void

  compare8(rows: number, count: number, shifts: number, out: number): void
  compareBits(rows: number, count: number, shifts: number, out: number): void
  compare16(rows: number, count: number, shifts: number, out: number): void
  compare32(rows: number, count: number, shifts: number, out: number): void
  naiveNumbers(text: number, pattern: number, m: number, shifts: number, out: number): void
  naiveSets(text: number, pattern: number, m: number, shifts: number, out: number): void

  scatter(text: number, count: number, lists: number, matches: number, spare: number): bigint
  readVisits(): bigint
  mismatchesOf(matches: number, count: number, positions: number, distances: number): void
  lookUp8(text: number, count: number, table: number, to: number): void
  lookUp16(text: number, count: number, table: number, to: number): void
  lookUp32(text: number, count: number, slots: number, mask: number, to: number): void
  lookUpBelow(text: number, count: number, table: number, bound: number, to: number): void

  // prettier-ignore
  scanFew(rows: number, required: number, count: number, head: number, width: number, shifts: number, k: number, pattern: number, records: number): number
  // prettier-ignore
  scanMany(rows: number, required: number, count: number, head: number, width: number, shifts: number, k: number, pattern: number, records: number, planes: number): number
  readRows(): bigint

  // prettier-ignore
  findSeeds(text: number, count: number, length: number, top: number, slots: number, shift: number, lists: number, marks: number, shifts: number, needed: number, candidates: number): number
  mismatches(a: number, b: number, count: number, limit: number): number
  // prettier-ignore
  verify(text: number, pattern: number, m: number, candidates: number, count: number, k: number, must: number, required: number, index: number, records: number): number
  // prettier-ignore
  takeMatches(matches: number, count: number, text: number, pattern: number, m: number, k: number, must: number, required: number, first: number, index: number, records: number): number
  readSeeds(): bigint
  readLetters(): bigint
  reachUp(text: number, from: number, to: number, period: number, limit: number): number
  reachDown(text: number, from: number, to: number, period: number, limit: number): number
  differences(text: number, count: number, period: number, starts: number, lists: number, sums: number): bigint
  sumTwice(sums: number, count: number, period: number, matches: number): void
  readEvents(): bigint

  setRoots(byBlock: number, byLane: number, beyond: number, tableBits: number): void
  forward32(x: number, bytes: number): void
  inverse32(x: number, bytes: number): void
  spectrum32(x: number, quarter: number, scale: number): void
  // prettier-ignore
  convolve32(x: number, p: number, stride: number, count: number, z: number, quarter: number, fresh: boolean, finish: boolean): void
  forward64(x: number, bytes: number): void
  inverse64(x: number, bytes: number): void
  spectrum64(x: number, quarter: number, scale: number): void
  // prettier-ignore
  convolve64(x: number, p: number, stride: number, count: number, z: number, quarter: number, fresh: boolean, finish: boolean): void

  spread32(a: number, b: number, quarter: number, shift: number, table: number, x: number): void
  gather32(z: number, quarter: number, rest: number, move: number, unit: number, step: number, out: number): void
  spread64(a: number, b: number, quarter: number, shift: number, table: number, x: number): void
  gather64(z: number, quarter: number, rest: number, move: number, unit: number, step: number, out: number): void
  halves32(bits: number, half: number, shift: number, table: number, x: number): void
  halves64(bits: number, half: number, shift: number, table: number, x: number): void
  splitHalves32(x: number, bytes: number): void
  splitHalves64(x: number, bytes: number): void
  toSingle(x: number, bytes: number, scale: number, to: number): void
  multiplyHalves32(x: number, p: number, stride: number, count: number, z: number, bytes: number): void
  // prettier-ignore
  settleHalves32(z: number, half: number, rest: number, move: number, unit: number, from: number, to: number, out: number): void
  windowRest(bits: number, m: number, count: number, table: number, total: number, out: number): void
  sameWeight(bits: number, count: number, table: number): number
  energy(bits: number, count: number, shift: number, table: number): number

  mark16(text: number, count: number, symbol: number, bits: number): void
  mark32(text: number, count: number, symbol: number, bits: number): void
  spread16(bits: number, half: number, value: number, x: number): void
  forward16(x: number, points: number, roots: number, lanes: number): void
  product16(x: number, y: number, points: number, z: number, fresh: boolean): void
  inverse16(x: number, points: number, roots: number, lanes: number): void
  gather16(x: number, half: number, step: number, out: number): void
  survey(values: number, count: number, out: number): number
  divisorOf(values: number, count: number, base: number, start: number): number
  normalise(values: number, count: number, base: number, step: number): void

  spectrumAt32(x: number, bytes: number, block: number): void
  productAt32(x: number, p: number, bytes: number, block: number): void
  fold32(values: number, count: number, bits: number, scale: number, x: number): void
  unfold32(table: number, length: number, bits: number, scale: number, x: number): void
  squares32(x: number, bytes: number): number
  settle32(x: number, bytes: number): number
  // prettier-ignore
  emit32(x: number, part: number, from: number, to: number, base: number, step: number, sums: number, counts: number): number
  spectrumAt64(x: number, bytes: number, block: number): void
  productAt64(x: number, p: number, bytes: number, block: number): void
  fold64(values: number, count: number, bits: number, scale: number, x: number): void
  unfold64(table: number, length: number, bits: number, scale: number, x: number): void
  markAll(values: number, count: number, table: number): void
  squares64(x: number, bytes: number): number
  greatest64(x: number, bytes: number): number
  settle64(x: number, bytes: number): number
  mend64(x: number, points: number, y: number, extra: number): number
  // prettier-ignore
  emit64(x: number, part: number, from: number, to: number, base: number, step: number, sums: number, counts: number): number

  distinct(values: number, count: number, weights: number): number
  narrow(values: number, count: number): void
  widen(values: number, count: number): void
  countPairs(a: number, count: number, at: number, low: number, high: number, counters: number): void
  // prettier-ignore
  weighPairs(a: number, count: number, at: number, low: number, high: number, counters: number, weights: number, b: number, weightsB: number): void
  takeCounts(counters: number, count: number, base: number, step: number, sums: number, counts: number): number
  takeWeights(counters: number, count: number, base: number, step: number, sums: number, counts: number): number
  // prettier-ignore
  pairKeys(a: number, count: number, at: number, next: number, low: bigint, high: bigint, weights: number, b: number, weightsB: number, keys: number, room: number): number
  sortKeys(keys: number, count: number, spare: number, bits: number): number
  joinKeys(keys: number, count: number, base: number, step: number, sums: number, counts: number): number

  // prettier-ignore
  addRoots(values: number, weights: number, count: number, p: number, bits: number, turns: number, tables: number, parts: number, scale: number, x: number): void
  addToCounts(x: number, bits: number, p: number, turns: number, counts: number): void
  addToValues(x: number, bits: number, p: number, turns: number, c: number, s: number, values: number): void
  takeKnownCounts(known: number, count: number, p: number, counts: number, doubt: number): void
  takeKnownRoots(known: number, count: number, p: number, tables: number, parts: number, values: number): void
  trust(doubt: number, p: number, most: number): void
  judge(values: number, p: number, counts: number, margin: number, before: number, order: number, quotients: number): void
  occupied(counts: number, p: number): number
  harvest(counts: number, quotients: number, p: number, entries: number): number

  packedProduct(x: number, y: number, n: number, d: number, modulus: number, scratch: number, out: number): void
  pack(words: number, count: number, modulus: number, factor: number, d: number, x: number, bytes: number): void
  joinResidues(residues: number, count: number, known: number, modulus: number, inverse: number, counts: number): number
  foldWords(words: number, count: number, p: number, to: number): void
  subtractWords(a: number, b: number, count: number): void
  multiplyWords(a: number, n: number, b: number, m: number, c: number): number
  candidates(count: number, hashes: number, many: number, out: number): number
  peel(list: number, size: number, hashes: number, many: number, counts: number): number
  indicate(text: number, count: number, width: number, symbol: number, to: number): number
  indicateSet(text: number, count: number, width: number, table: number, to: number): number
  panelsOf(y: number, stride: number, depth: number, panels: number, panelBytes: number, to: number): void
  equalTiles8(x: number, rows: number, stride: number, panel: number, depth: number, out: number, outStride: number): void
  equalTiles16(x: number, rows: number, stride: number, panel: number, depth: number, out: number, outStride: number): void
  // prettier-ignore
  rankShared(x: number, rows: number, stride: number, y: number, columns: number, table: number, mask: number, call: number, xTo: number, yTo: number): number
  lowHalves(values: number, count: number): void

  keysOf(values: number, count: number, base: number, factor: bigint, number: number, entries: number): void
  uniteKeys(entries: number, count: number): number
  indexKeys(entries: number, count: number, bits: number, starts: number, filterBits: number, filter: number): void
  // prettier-ignore
  matchAtSecond(p: number, pCount: number, q: number, qCount: number, bits: number, starts: number, filterBits: number, filter: number): bigint
  // prettier-ignore
  matchAtTable(p: number, pCount: number, q: number, qCount: number, bits: number, starts: number, filterBits: number, filter: number): bigint
  meetKeys(a: number, aCount: number, b: number, bCount: number, c: number, cCount: number): bigint
  nearKeys(a: number, aCount: number, b: number, bCount: number, range: bigint, out: number): bigint
  numbersAt(values: number, count: number, base: number, factor: bigint, entries: number, entryCount: number, out: number): void
  pickCounts(sums: number, counts: number, count: number, base: number, entries: number, from: number, entryCount: number): number
  liftPlaces(values: number, count: number, factor: number): void
  reduce16(values: number, count: number, base: number, step: number, most: number, to: number): void
  reduce32(values: number, count: number, base: number, step: number, most: number, to: number): void
  reduce64(values: number, count: number, base: number, step: number, most: number, to: number): void
  reduceDouble(values: number, count: number, base: number, step: number, most: number, to: number): void
  // prettier-ignore
  slideSums16(a: number, from: number, to: number, b: number, m: number, c: number, first: number, last: number, out: number): void
  // prettier-ignore
  slideSums32(a: number, from: number, to: number, b: number, m: number, c: number, first: number, last: number, out: number): void
  // prettier-ignore
  slideSums64(a: number, from: number, to: number, b: number, m: number, c: number, first: number, last: number, out: number): void
  // prettier-ignore
  slidePicked16(values: number, places: number, count: number, b: number, m: number, c: number, first: number, last: number, out: number): bigint
  // prettier-ignore
  slidePicked32(values: number, places: number, count: number, b: number, m: number, c: number, first: number, last: number, out: number): bigint
  // prettier-ignore
  slidePicked64(values: number, places: number, count: number, b: number, m: number, c: number, first: number, last: number, out: number): bigint
  orderColumns(values: number, rows: number, n: number, order: number, to: number): void
  // prettier-ignore
  sumTiles16(a: number, rows: number, aStride: number, panel: number, depth: number, c: number, cStride: number, out: number, outStride: number): void
  // prettier-ignore
  sumTiles32(a: number, rows: number, aStride: number, panel: number, depth: number, c: number, cStride: number, out: number, outStride: number): void
  // prettier-ignore
  sumTiles64(a: number, rows: number, aStride: number, panel: number, depth: number, c: number, cStride: number, out: number, outStride: number): void

  cellsOf(entries: number, count: number, bits: number, mask: bigint, to: number): void
  // prettier-ignore
  addCells(x: number, pointBits: number, turns: number, entries: number, count: number, cellBits: number, scale: number): void
  addCoefficients(x: number, pointBits: number, entries: number, count: number, start: bigint): void
  keepApart(entries: number, count: number, bits: number, kept: number, others: number): number
  markCells(entries: number, count: number, bits: number, marks: number): void
  // prettier-ignore
  missKeys(p: number, pCount: number, q: number, qCount: number, cellBits: number, marks: number, bits: number, starts: number): bigint
  settleKeys(open: number, count: number, all: number, low: number, high: number, keep: number, scale: number): number
  countBetween(counts: number, rows: number, stride: number, columns: number, low: number, high: number): number

  findWitnessed(a: number, b: number, c: number, n: number, t: number, marks: number, rows: number, columns: number): number
  // prettier-ignore
  rowDifferences(values: number, n: number, rows: number, rowCount: number, columns: number, columnCount: number, t: number, to: number): void
  // prettier-ignore
  columnDifferences(values: number, n: number, rows: number, rowCount: number, columns: number, columnCount: number, t: number, to: number): void

  settleCounts(counts: number, shifts: number, table: number, out: number, open: number): number
  // prettier-ignore
  settleHashed(whole: number, far: number, near: number, shifts: number, table: number, scale: number, epsilon: number, out: number, open: number): number
  settleSums(sums: number, shifts: number, factor: number, least: number, out: number, open: number): number
  largest(from: number, count: number, out: number): void
  recode(words: number, count: number, table: number, codes: number): void
  distancesAt8(text: number, pattern: number, m: number, shifts: number, count: number, out: number): void
  distancesAt16(text: number, pattern: number, m: number, shifts: number, count: number, out: number): void
  distancesAt32(text: number, pattern: number, m: number, shifts: number, count: number, out: number): void
  distancesAtSets(text: number, pattern: number, m: number, shifts: number, count: number, out: number): void
  packLetters(text: number, count: number, planes: number, stride: number): number
  requireLetter(planes: number, stride: number, bytes: number, at: number, low: bigint, high: bigint, sites: number): void
  placesOf(sites: number, a: number, b: number, others: number, q: bigint, bytes: number, places: number): void
  // prettier-ignore
  sortPieces(patterns: number, count: number, at: bigint, q: bigint, below: bigint, above: bigint, shift: number, blocks: number, starts: number, cells: number, rests: number, ids: number): void
  // prettier-ignore
  listNeighbours(cells: number, rests: number, ids: number, starts: number, b: number, shift: number, differences: number, ways: number, flag: number, lists: number, next: number, first: number, lows: number, highs: number, owners: number): number
  usedCells(a: number, b: number, count: number, map: number): void
  siftGrams(low: number, high: number, places: number, from: number, to: number, q: bigint, map: number, grams: number): number
  sortPlaces(high: number, places: number, bytes: number, q: bigint, bits: bigint, starts: number, sorted: number): number
  gramsAt(low: number, high: number, list: number, count: number, q: bigint, mask: number, grams: number): void
  // prettier-ignore
  meetLists(grams: number, count: number, listsA: number, listsB: number, a: number, b: number, sites: number, meetingsA: number, meetingsB: number): bigint
  checkMeetings(meetings: number, count: number, search: number, piece: number): void

  collect(distances: number, required: number, shifts: number, k: number, pattern: number, records: number): number
  sortRecords(records: number, count: number, spare: number, bits: number, field: number): number
  moveRecords(records: number, count: number, by: number, pattern: number): void
  tally(records: number, count: number, k: number, counts: number): void
  clamp(distances: number, count: number, most: number): void
}

export type KernelName = Exclude<keyof Kernels, 'memory'>

/** The smallest module with a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const SIMD_PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]

/** Compiled kernels, to be posted from one thread to another: a WebAssembly.Module, without the types of the browser's library. */
export type KernelModule = object

let compiled: KernelModule | undefined
let instance: Kernels | undefined

/** The kernels of this thread, compiled at the first call. */
export function kernels(): Kernels {
  return (instance ??= new WebAssembly.Instance(compiledKernels() as WebAssembly.Module).exports as unknown as Kernels)
}

/**
 * The compiled kernels, for workers: a WebAssembly.Module that can be posted, so that other threads need not compile again.
 * @throws HammingwayError WASM_UNSUPPORTED or WASM_BLOCKED
 */
export function compiledKernels(): KernelModule {
  return (compiled ??= compile())
}

/** Takes kernels that another thread has compiled. */
export function takeKernels(module: KernelModule): void {
  compiled ??= module
}

function compile(): KernelModule {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(Uint8Array.from(SIMD_PROBE))) {
    throw new HammingwayError('WASM_UNSUPPORTED', 'WebAssembly with SIMD is needed and this engine does not have it')
  }
  try {
    return new WebAssembly.Module(bytesOfText(binary))
  } catch (cause) {
    throw new HammingwayError(
      'WASM_BLOCKED',
      "WebAssembly was refused; a Content-Security-Policy must allow script-src 'wasm-unsafe-eval'",
      { cause },
    )
  }
}
